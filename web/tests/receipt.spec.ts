// A receipt from the order's page to whoever checks it: right, and wrong when a word of it is changed.
import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'

test('a receipt is checked by its holder, by its code and by its file', async ({ enter }, info) => {
  const holder = await enter('qiye1')
  const read = await holder.context.request.get('/api/v1/programmes/beijing-2025/orders?limit=1')
  const { items } = (await read.json()) as { items: { id: number }[] }
  await holder.page.goto(`/beijing-2025/enterprise/orders/${items[0]!.id}`)
  const card = holder.page.locator('#receipt')
  await expect(card.locator('[data-proof]')).toHaveAttribute('data-proof', 'right')
  await expect(card).toContainText('查验无误')
  await expect(card.getByRole('img', { name: '查验凭证的二维码' })).toBeVisible()
  await card.scrollIntoViewIfNeeded()
  await card.screenshot({ path: info.outputPath('receipt.png') })
  const saving = holder.page.waitForEvent('download')
  await card.getByRole('button', { name: '下载凭证文件' }).click()
  const download = await saving
  expect(download.suggestedFilename()).toMatch(/^receipt-BJ2025\d+\.json$/)
  const text = await readFile(await download.path(), 'utf8')
  const link = new URL((await card.getByRole('link', { name: '打开查验页' }).getAttribute('href'))!)

  const anybody = await enter(undefined, 420)
  const { page } = anybody
  await page.goto(link.pathname + link.search)
  const scanned = page.locator('section').filter({ hasText: '二维码所指' })
  await expect(scanned.locator('[data-proof]')).toHaveAttribute('data-proof', 'right')
  await page.goto(link.pathname + link.search.replace(/seq=\d+/, 'seq=3'))
  await expect(scanned.locator('[data-proof]')).toHaveAttribute('data-proof', 'place')

  const pick = page.getByLabel('选择凭证文件')
  const given = (changed: string) => pick.setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(changed) })
  const part = page.locator('section').filter({ hasText: '用凭证文件查验' })
  await given(text)
  await expect(part.locator('[data-proof]')).toHaveAttribute('data-proof', 'right')
  await expect(part).toContainText('领券成功')
  await page.screenshot({ path: info.outputPath('check.png'), fullPage: true })
  await given(text.replace(/held\\":\d/, 'held\\":7'))
  await expect(part.locator('[data-proof]')).toHaveAttribute('data-proof', 'place')
  await given('{"seq":1}')
  await expect(part.getByRole('alert')).toContainText('不是凭证文件')
})
