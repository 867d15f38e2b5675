// The experts' way, in 2023: a product that passed the audit is scored and judged.
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { expect, key, logins, settled, test } from './fixtures'

const programme = '/api/v1/programmes/beijing-2023'
const screens = join(import.meta.dirname, '../test-results/screens')

async function post<T>(request: APIRequestContext, path: string, data: object): Promise<T> {
  const answer = await request.post(`${programme}${path}`, { data, headers: { 'Idempotency-Key': key(), ...(await tag(request, path)) } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as T
}
// What is edited is edited as it was read.
async function tag(request: APIRequestContext, path: string): Promise<Record<string, string>> {
  if (!path.endsWith('/submission')) return {}
  const read = await request.get(`${programme}${path.replace('/submission', '')}`)
  return { 'If-Match': read.headers().etag! }
}

test('a product is scored, judged and then found among the judged', async ({ enter }) => {
  const provider = (await enter(logins['provider-owner'])).page.request
  const platform = (await enter(logins['platform-operator'])).page.request
  const name = `审议样品 ${Date.now() % 100000}`
  const application = { name, direction: 'industrial-design', price: '62400.00', form: {} }
  const { id } = await post<{ id: number }>(provider, '/products', application)
  await post(provider, `/products/${id}/submission`, application)
  await post(platform, `/products/${id}/audit`, { verdict: 'pass' })

  const { page } = await enter(logins.expert)
  await page.goto('/beijing-2023/experts')
  await settled(page)
  await page.getByRole('link', { name }).click()
  await settled(page)
  const sheet = page.locator('[data-judgement]')
  await expect(sheet.getByRole('button', { name: '同意配券' })).toBeDisabled()
  const lines = sheet.locator('fieldset')
  const count = await lines.count()
  expect(count).toBeGreaterThan(5)
  for (let line = 0; line < count; line++) await lines.nth(line).getByText(String(3 + (line % 3)), { exact: true }).click()
  await sheet.getByLabel('意见').fill('技术成熟，建议配券。')
  await page.screenshot({ path: join(screens, 'journey-judgement.png'), fullPage: true })
  await sheet.getByRole('button', { name: '同意配券' }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(page.getByText('技术成熟，建议配券。').first()).toBeVisible()
  await page.goto('/beijing-2023/experts/history')
  await expect(page.getByRole('link', { name })).toBeVisible()
})

test('where the guide asks no experts, the page says so', async ({ enter }) => {
  const { page } = await enter(logins.expert, 360)
  await page.goto('/beijing-2025/experts')
  await expect(page.getByText('没有专家审议环节')).toBeVisible()
})
