// What careless hands do: ten megabytes from the clipboard, the same order in two tabs, back and again.
import type { Page } from '@playwright/test'
import { expect, key, logins, settled, test } from './fixtures'

const api = '/api/v1/programmes/beijing-2025'
const megabytes = 10_000_000
const body_most = 100_000

// Pasted as the browser pastes: through its own editing, which knows the limits of the controls.
async function paste(page: Page, selector: string): Promise<number> {
  const control = page.locator(selector)
  await control.focus()
  await page.evaluate((count) => document.execCommand('insertText', false, '长'.repeat(count)), megabytes)
  return (await control.inputValue()).length
}
function bodies(page: Page): number[] {
  const sizes: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sizes.push(request.postDataBuffer()?.length ?? 0)
  })
  return sizes
}

test('ten megabytes pasted into an act’s dialog are cut off, and it says so', async ({ enter }) => {
  const { page } = await enter(logins['programme-officer'])
  const sent = bodies(page)
  await page.goto('/beijing-2025/bureau/sanctions')
  await settled(page)
  await page.getByRole('button', { name: '作出处理' }).click()
  const dialog = page.getByRole('dialog')
  const text = dialog.locator('textarea').first()
  await expect(text).toBeVisible()
  const id = (await text.getAttribute('id'))!
  expect(await paste(page, `#${id}`)).toBe(6600)
  await expect(dialog.getByText('已到 6600 字的上限')).toBeVisible()
  await text.fill('够了')
  await expect(dialog.getByText('已到 6600 字的上限')).toHaveCount(0)
  await dialog.getByRole('button', { name: '取消' }).click()
  expect(sent.every((size) => size < body_most)).toBe(true)
})

test('ten megabytes pasted into an application leave it alive and are not sent', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'])
  const sent = bodies(page)
  await page.goto('/beijing-2025/provider/applications/new')
  await page.getByLabel('服务产品所属类别').selectOption('industrial-design')
  const name = page.locator('#field-product-name')
  expect(await paste(page, '#field-product-name')).toBeLessThanOrEqual(2000)
  await name.fill('粘贴样品')
  expect(await paste(page, '#field-introduction')).toBe(6600)
  await expect(page.getByText('已到 6600 字的上限')).toBeVisible()
  await expect(page.getByText('6600 / 300 字')).toBeVisible()
  await page.locator('[data-act=save]').click()
  await expect(page.locator('#field-introduction-error')).toHaveText('最多 300 字')
  await page.locator('#field-introduction').fill('够短了')
  await page.locator('[data-act=draft]').click()
  await expect(page.locator('h1')).toHaveText('粘贴样品')
  expect(sent.length).toBeGreaterThan(0)
  expect(sent.every((size) => size < body_most)).toBe(true)
})

test('two tabs on one order: the later act is refused, and closing shows what is', async ({ enter }) => {
  const { page, context } = await enter(logins['provider-owner'])
  const buyer = (await enter(logins['enterprise-owner'])).page.request
  const known = (await (await page.request.get(`${api}/orders?limit=1`)).json()) as { items: { product: number }[] }
  const claimed = await buyer.post(`${api}/orders`, { data: { product: known.items[0]!.product }, headers: { 'Idempotency-Key': key() } })
  const { id } = (await claimed.json()) as { id: number }
  const other = await context.newPage()
  await other.route('**/changes', (route) => route.abort())
  for (const tab of [page, other]) {
    await tab.goto(`/beijing-2025/provider/orders/${id}`)
    await expect(tab.getByRole('button', { name: '不接单' })).toBeVisible()
  }
  await page.getByRole('button', { name: '接单', exact: true }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(page.getByText('已接单').first()).toBeVisible()

  await other.getByRole('button', { name: '不接单' }).click()
  const dialog = other.getByRole('dialog')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog.locator('[data-code=wrong-state]')).toContainText('关闭后本页显示最新情况')
  await dialog.getByRole('button', { name: '取消' }).click()
  await expect(other.getByText('已接单').first()).toBeVisible()
  await expect(other.getByRole('button', { name: '不接单' })).toHaveCount(0)
})

test('back after a form was handed in does not hand it in again', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'])
  const name = `返回样品 ${Date.now() % 100000}`
  const acts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && !request.headers().preview) acts.push(new URL(request.url()).pathname)
  })
  await page.goto('/beijing-2023/provider/applications')
  await settled(page)
  await page.goto('/beijing-2023/provider/applications/new')
  await page.getByLabel('所属方向').selectOption('industrial-design')
  await page.getByLabel('产品名称').fill(name)
  await page.getByLabel('价格', { exact: true }).fill('62,400')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(page.locator('h1')).toHaveText(name)
  await expect(page.getByText('待审核').first()).toBeVisible()
  const handed_in = [...acts]
  expect(handed_in.filter((path) => path.endsWith('/submission'))).toHaveLength(1)

  await page.goBack()
  await settled(page)
  await page.goForward()
  await settled(page)
  await page.reload()
  await expect(page.locator('h1')).toHaveText(name)
  expect(acts).toEqual(handed_in)
  await page.goto('/beijing-2023/provider/applications/new')
  await expect(page.getByLabel('产品名称')).toHaveValue('')
})
