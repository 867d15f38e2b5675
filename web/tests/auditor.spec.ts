// The auditor proves the log: whole as the server gives it, and broken where an answer was tampered with.
import { expect, settled, test } from './fixtures'

const verify = '/beijing-2025/auditor/verification'

test('an untouched log is found intact, with the head that everybody can see', async ({ enter }) => {
  const { page, context } = await enter('shenji')
  await page.goto(verify)
  await page.getByRole('button', { name: '开始核验' }).click()
  const verdict = page.locator('[data-verdict]')
  await expect(verdict).toHaveAttribute('data-verdict', 'intact', { timeout: 40_000 })
  const { hash } = (await (await context.request.get('/api/v1/programmes/beijing-2025/log/head')).json()) as { hash: string }
  if ((await verdict.innerText()).includes(hash)) await expect(verdict).toContainText(hash)
  await page.screenshot({ path: 'test-results/screens/auditor-intact-1280.png', fullPage: true })
  await page.getByLabel('登记库').check()
  await page.getByRole('button', { name: '开始核验' }).click()
  await expect(verdict).toHaveAttribute('data-verdict', 'intact', { timeout: 40_000 })
})

test('a tampered answer is found, with its place', async ({ enter }) => {
  const { page } = await enter('shenji', 360)
  await page.route('**/api/v1/programmes/beijing-2025/log?*', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as { items: { seq: number; bytes: string }[] }
    const entry = body.items.find((one) => one.seq === 42)
    if (entry) entry.bytes = entry.bytes.replace('"seq":42', '"seq":43')
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto(verify)
  await page.getByRole('button', { name: '开始核验' }).click()
  const verdict = page.locator('[data-verdict]')
  await expect(verdict).toHaveAttribute('data-verdict', 'broken', { timeout: 40_000 })
  await expect(verdict).toContainText('第 42 条对不上')
  await page.screenshot({ path: 'test-results/screens/auditor-broken-360.png', fullPage: true })
})

test('what is shown of an event otherwise than it was hashed is found too', async ({ enter }) => {
  const { page } = await enter('shenji')
  await page.route('**/api/v1/programmes/beijing-2025/log?*', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as { items: { seq: number; event: { command: string } }[] }
    const entry = body.items.find((one) => one.seq === 7)
    if (entry) entry.event.command = 'nothing'
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto(verify)
  await page.getByRole('button', { name: '开始核验' }).click()
  await expect(page.locator('[data-verdict=broken]')).toContainText('第 7 条显示的内容', { timeout: 40_000 })
})

test('the log is filtered, and an order shows its events', async ({ enter }) => {
  const { page } = await enter('shenji')
  await page.goto('/beijing-2025/auditor?act=sign')
  await settled(page)
  await expect(page.getByRole('cell', { name: '签约', exact: true }).first()).toBeVisible()
  await expect(page.getByRole('cell', { name: '接单', exact: true })).toHaveCount(0)
  await page.getByRole('link', { name: /^订单 \d+$/ }).first().click()
  await settled(page)
  await page.getByText('查看正文').first().click()
  await expect(page.locator('pre').first()).toContainText('"command"')
})

test('who did what leads to what they did', async ({ enter }) => {
  const { page } = await enter('shenjiyuan')
  await page.goto('/beijing-2025/auditor/actors')
  await settled(page)
  await page.getByLabel('角色').selectOption('reviewer')
  await settled(page)
  await page.getByRole('cell').getByRole('link').first().click()
  await settled(page)
  await expect(page.getByRole('cell', { name: /评审/ }).first()).toBeVisible()
})
