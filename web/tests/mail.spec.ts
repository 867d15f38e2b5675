// Mail, as a person uses it: an address, the link that proves it, what is sent, and what the inbox and
// the safety page say of it. A demonstration keeps its mail in a folder, which is read here.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, settled, test } from './fixtures'
import { Town } from './life'
import { stands } from './stands'

interface Letter {
  to: string
  subject: string
  body: string
}
const decoded = (words: string) =>
  words.replace(/\r\n /g, '').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, text: string) => `\u0000${text}\u0000`).split('\u0000')
    .map((part, at) => (at % 2 ? Buffer.from(part, 'base64') : Buffer.from(part)))
    .reduce((all, part) => Buffer.concat([all, part]), Buffer.alloc(0)).toString('utf8')

function lettersIn(data: string): Letter[] {
  const folder = join(data, 'outbox/mail')
  return readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => {
    const [head, ...body] = readFileSync(join(folder, name), 'latin1').split('\r\n\r\n')
    const header = (field: string) => new RegExp(`^${field}: ((?:.|\r\n )*)`, 'm').exec(head!)?.[1] ?? ''
    return { to: header('To'), subject: decoded(header('Subject')), body: Buffer.from(body.join(''), 'base64').toString('utf8') }
  })
}

test('an address is proved, used, and watched when it is replaced', async ({ browser }) => {
  test.setTimeout(180_000)
  const town = await Town.start(browser, 'beijing-2025')
  const find = async (subject: string, to: string) => {
    await expect.poll(() => lettersIn(town.city.data).some((one) => one.subject === subject && one.to === `<${to}>`), { timeout: 60_000 }).toBe(true)
    return lettersIn(town.city.data).find((one) => one.subject === subject && one.to === `<${to}>`)!
  }
  const give = async (address: string, subject: string) => {
    await page.locator('#field-address').fill(address)
    await page.getByRole('button', { name: '发送确认邮件' }).click()
    await expect(page.locator('[data-awaited]')).toContainText(address)
    return /http\S+mail-confirmation#[0-9a-f]{64}/.exec((await find(subject, address)).body)![0]
  }
  const owner = await town.person('qiye1')
  const { page } = owner
  try {
    await owner.go('account')
    const link = await give('wang@example.org', '请确认邮箱')
    for (const width of [1280, 360]) await stands(page, 'account-mail', width)

    // ---- the link, opened by somebody who is not logged in
    const { page: reader } = await town.person()
    await reader.goto(link)
    for (const width of [1280, 360]) await stands(reader, 'account-mail-confirmation', width)
    await reader.locator('[data-confirm-mail]').click()
    await expect(reader.locator('[data-state=done]')).toBeVisible()
    await reader.reload()
    await reader.locator('[data-confirm-mail]').click()
    await expect(reader.locator('[data-state=over]')).toBeVisible()

    // ---- wishes
    await page.reload()
    await settled(page)
    await expect(page.locator('[data-address]')).toHaveText('wang@example.org')
    await expect(page.getByRole('checkbox', { name: '期限' })).toBeDisabled()
    await page.getByLabel('邮件语言').selectOption('en')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect(page.getByText('已保存。')).toBeVisible()

    // ---- replaced: the old address is told, too
    const next = await give('new@example.org', 'Please confirm your address')
    await reader.goto(next)
    await reader.locator('[data-confirm-mail]').click()
    await expect(reader.locator('[data-state=done]')).toBeVisible()
    await find('Mail address changed', 'wang@example.org')
    expect((await find('Mail address changed', 'new@example.org')).body).toContain('/beijing-2025/account')
    await page.reload()
    await settled(page)
    await expect(page.locator('[data-notices]')).toContainText('通知邮箱已更换')
    await expect(page.locator('[data-notices] [data-mailed]').first()).toBeVisible()
    await page.getByRole('button', { name: '删除邮箱' }).click()
    await owner.confirm()
    await expect(page.locator('[data-address]')).toHaveCount(0)
  } finally {
    await town.end()
  }
})
