// Who is who: a person who is invited, a second factor, sessions, the password once more before a
// grave act, and a session that is held.
import type { Page, Request } from '@playwright/test'
import { complaints, expect, settled, test } from './fixtures'
import { Town } from './life'
import { stands } from './stands'
import { Authenticator, codeOf } from './totp'

const home = '/beijing-2025'
const first_password = 'rotkehlchen sagt 7'

test('codes are those of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect([59, 1111111109, 1234567890].map((at) => codeOf(secret, Math.floor(at / 30)))).toEqual(['287082', '081804', '005924'])
})

async function type(page: Page, login: string, word: string): Promise<void> {
  await page.goto(`${home}/log-in`)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(word)
  await page.locator('form button[type=submit]').click()
}
async function giveCode(page: Page, code: string): Promise<void> {
  await page.locator('[data-code-field]').fill(code)
  await page.locator('[data-code-field]').press('Enter')
}
async function leave(page: Page): Promise<void> {
  await page.locator('details.who summary').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('link', { name: '登录' })).toBeVisible()
}

// What stands on a page of the second factor: the secret, then the codes.
async function setUp(page: Page): Promise<{ phone: Authenticator; recovery: string[] }> {
  await page.getByRole('button', { name: '设置二次验证' }).click()
  const secret = (await page.locator('[data-secret]').innerText()).replace(/\s/g, '')
  await expect(page.getByRole('img', { name: '二次验证的二维码' })).toBeVisible()
  for (const width of [1280, 360]) await stands(page, 'account-set-up', width)
  await giveCode(page, '000000')
  await expect(page.locator('[data-code=wrong-code]')).toBeVisible()
  const phone = new Authenticator(secret)
  await giveCode(page, await phone.next())
  await expect(page.locator('[data-codes] li')).toHaveCount(10)
  return { phone, recovery: await page.locator('[data-codes] li').allInnerTexts() }
}

test('an invited person, a second factor, and the end of both', async ({ enter }) => {
  test.setTimeout(180_000)
  const login = `gast${Date.now()}`
  const { page: owner } = await enter('qiye1')
  await owner.goto(`${home}/enterprise/mine`)
  await owner.getByRole('link', { name: '成员与邀请' }).click()
  await settled(owner)
  await owner.getByRole('button', { name: '邀请成员' }).click()
  const dialog = owner.getByRole('dialog')
  await dialog.getByLabel('备注').fill(`给 ${login}`)
  await dialog.locator('[data-confirm]').dblclick()
  const link = await dialog.locator('[data-link]').innerText()
  expect(link).toContain('/invitation#')
  await dialog.getByRole('button', { name: '关闭' }).click()
  await expect(owner.getByRole('row', { name: new RegExp(login) })).toHaveCount(1)
  for (const width of [1280, 360]) await stands(owner, 'account-members', width)

  // ---- the link makes a login
  const { page, context } = await enter(undefined)
  const heard = complaints(page)
  await page.goto(link)
  await expect(page.locator('[data-invitation]')).toContainText('邀请您作为“企业经办人”加入')
  for (const width of [1280, 360]) await stands(page, 'account-invitation', width)
  await page.getByLabel('姓名').fill('新来的经办')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill('12345678')
  await page.getByRole('button', { name: '接受邀请' }).click()
  await expect(page.locator('#field-password-error')).toContainText('这个密码不能用')
  heard.length = 0 // the refusal is a 422
  await page.getByLabel('密码', { exact: true }).fill(first_password)
  await page.getByRole('button', { name: '接受邀请' }).click()
  await expect(page).toHaveURL(/\/enterprise$/)
  await settled(page)
  expect(heard).toEqual([])
  const { page: late } = await enter(undefined)
  await late.goto(link)
  await expect(late.locator('[data-code=invitation-over]')).toBeVisible()

  // ---- set-up, in the browser of a phone
  await page.locator('details.who summary').click()
  await page.getByRole('link', { name: '账户安全' }).click()
  for (const width of [1280, 360]) await stands(page, 'account-safety', width)
  const { phone, recovery } = await setUp(page)
  await stands(page, 'account-codes', 360)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载' }).click()])
  expect(file.suggestedFilename()).toBe(`recovery-codes-${login}.txt`)
  await page.getByRole('button', { name: '已保存，继续' }).click()
  await expect(page.locator('[data-factor=on]')).toBeVisible()

  // ---- log in with a code, wrong and right
  await leave(page)
  await type(page, login, first_password)
  await giveCode(page, '000000')
  await expect(page.locator('[data-code=wrong-code]')).toBeVisible()
  await stands(page, 'account-code', 360)
  await giveCode(page, await phone.next())
  await expect(page).toHaveURL(/\/enterprise$/)

  // ---- elsewhere, with a recovery code; it ends from here
  const { page: other } = await enter(undefined)
  await type(other, login, first_password)
  await other.getByRole('button', { name: /使用恢复码/ }).click()
  await giveCode(other, recovery[0]!)
  await expect(other).toHaveURL(/\/enterprise$/)
  await page.goto(`${home}/account`)
  await settled(page)
  await expect(page.getByText('当前设备', { exact: true })).toHaveCount(1)
  await expect(page.getByRole('button', { name: '退出该设备' })).toHaveCount(1)
  await page.getByRole('button', { name: '退出其他所有设备' }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(page.getByRole('button', { name: '退出该设备' })).toHaveCount(0)
  await other.reload()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('登录')
  await type(other, login, first_password)
  await other.getByRole('button', { name: /使用恢复码/ }).click()
  await giveCode(other, recovery[0]!)
  await expect(other.locator('[data-code=wrong-code]')).toBeVisible()

  // ---- the second factor goes, then the role
  await page.getByRole('button', { name: '停用二次验证' }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(page.locator('[data-factor=off]')).toBeVisible()
  await owner.reload()
  await settled(owner)
  const member = owner.getByRole('row', { name: /新来的经办/ })
  await member.getByRole('button', { name: '收回角色' }).click()
  await dialog.locator('[data-confirm]').click()
  await expect(member).toHaveCount(0)
  await context.clearCookies()
})

test('who is logged in accepts as oneself; an invitation can be taken back', async ({ enter }) => {
  const { page: operator } = await enter('pingtai')
  await operator.goto(`${home}/operator/memberships`)
  await settled(operator)
  const dialog = operator.getByRole('dialog')
  const invite = async (note: string) => {
    await operator.getByRole('button', { name: '邀请成员' }).click()
    await expect(dialog.getByLabel('角色').locator('option[value=approver]')).toHaveCount(0)
    await dialog.getByLabel('角色').selectOption('expert')
    await dialog.getByLabel('备注').fill(note)
    await dialog.locator('[data-confirm]').click()
    const link = await dialog.locator('[data-link]').innerText()
    await dialog.getByRole('button', { name: '关闭' }).click()
    return link
  }
  const link = await invite('收回的')
  await stands(operator, 'account-memberships', 1280)
  const row = operator.locator('[data-invitations]').getByRole('row', { name: /收回的/ })
  await row.getByRole('button', { name: '收回' }).click()
  await dialog.locator('[data-confirm]').click()
  await expect(row).toHaveCount(0)
  const { page } = await enter('qiye1b')
  await page.goto(link)
  await expect(page.locator('[data-code=invitation-over]')).toBeVisible()

  await page.goto(await invite('有效的'))
  await page.locator('[data-accept]').click()
  await expect(page).toHaveURL(/\/experts$/)
  await expect(page.locator('details.who summary')).toContainText('评审专家')
})

test('a grave act asks for the password again and then goes on as it was', async ({ browser }) => {
  test.setTimeout(180_000)
  const town = await Town.start(browser, 'beijing-2025', undefined, { flags: ['--fresh-for', '10'] })
  try {
    const owner = await town.person('fuwu1')
    await owner.go('provider/company')
    await owner.page.waitForTimeout(11_000)
    const sent: Request[] = []
    owner.page.on('request', (request) => {
      if (request.url().endsWith('/bank-account')) sent.push(request)
    })
    const act = await owner.ask('设定收款账户')
    await act.getByLabel('开户银行').fill('示例银行')
    await act.getByLabel('账号').fill('6222020200000000')
    await act.locator('[data-confirm]').click()
    const asked = owner.page.getByRole('dialog', { name: '请再次输入密码' })
    await expect(asked.getByLabel('密码')).toBeFocused()
    await stands(owner.page, 'account-confirm', 360)
    await owner.page.keyboard.press('Escape')
    await expect(asked).toBeHidden()
    await expect(act.getByLabel('账号')).toHaveValue('6222020200000000')
    await expect(act.locator('[data-code]')).toHaveCount(0)
    expect(sent).toHaveLength(1)

    await act.locator('[data-confirm]').click()
    await asked.getByLabel('密码').fill('not this one')
    await asked.getByRole('button', { name: '确认并继续' }).click()
    await expect(asked.locator('[data-code=wrong-password]')).toBeVisible()
    await asked.getByLabel('密码').fill('zuoquan-2025')
    await owner.page.keyboard.press('Enter')
    await expect(owner.dialog).toHaveCount(0)
    await expect(owner.page.getByText('6222020200000000')).toBeVisible()
    const keys = await Promise.all(sent.map((request) => request.headerValue('Idempotency-Key')))
    expect(keys).toHaveLength(3)
    expect(keys[1]).toBe(keys[2])
    expect(keys[0]).not.toBe(keys[1])
  } finally {
    await town.end()
  }
})

test('where nothing is made up, staff sets up a second factor before anything else', async ({ browser }) => {
  test.setTimeout(180_000)
  const staff = ['--organisation', '11110000000000001R', '--role']
  const real = [
    { admin: ['init'] },
    { admin: ['organisation', 'add', '--name', '主管部门', '--uscc', '11110000000000001R', '--kind', 'bureau'] },
    { admin: ['person', 'add', '--login', 'jingban', '--name', '经办', ...staff, 'programme-officer'], typed: `${first_password}\n` },
    { admin: ['person', 'add', '--login', 'anquan', '--name', '安全', ...staff, 'security-administrator'], typed: `${first_password}\n` },
  ]
  const town = await Town.start(browser, 'beijing-2025', undefined, { real })
  try {
    const { page } = await town.person()
    await type(page, 'jingban', first_password)
    await expect(page.locator('[data-held=second-factor]')).toContainText('您当前的角色须启用二次验证')
    await page.goto(`${home}/bureau/orders`) // nothing else is offered, and the address stays
    await expect(page.locator('[data-held]')).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    for (const width of [1280, 360]) await stands(page, 'account-held', width)
    const { phone } = await setUp(page)
    await page.getByRole('button', { name: '已保存，继续' }).click()
    await settled(page)
    await expect(page).toHaveURL(/\/bureau\/orders$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('订单')
    await page.goto(`${home}/account`)
    await expect(page.getByRole('button', { name: '停用二次验证' })).toHaveCount(0)

    // ---- the phone is lost; the security administrator resets the factor
    const { page: guard } = await town.person()
    await type(guard, 'anquan', first_password)
    await setUp(guard)
    await guard.getByRole('button', { name: '已保存，继续' }).click()
    await guard.goto(`${home}/operator/persons`)
    await settled(guard)
    await stands(guard, 'account-persons', 1280)
    await guard.getByRole('row', { name: /经\*/ }).getByRole('button', { name: '重置二次验证' }).click()
    await guard.getByRole('dialog').locator('[data-confirm]').click()
    await expect(guard.getByRole('dialog')).toHaveCount(0)
    await page.reload()
    await type(page, 'jingban', first_password)
    await expect(page.locator('[data-held=second-factor]')).toBeVisible()
    expect(await phone.next()).toMatch(/^\d{6}$/)
  } finally {
    await town.end()
  }
})
