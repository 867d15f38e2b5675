// The experts' way, in 2023: a product that passed the audit is scored and judged.
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { expect, key, logIn, logins, settled, test } from './fixtures'

const programme = '/api/v1/programmes/beijing-2023'
const word = 'two heads are better' // the city's own is none that a person may choose
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

// Another expert of this city, of the organisation of the first; its login.
async function registerExpert(platform: APIRequestContext): Promise<string> {
  const login = `zhuanjia${Date.now()}`
  const send = async (path: string, data: object) => {
    const answer = await platform.post(`/api/v1${path}`, { data, headers: { 'Idempotency-Key': key() } })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as { person: number }
  }
  const known = (await (await platform.get('/api/v1/memberships?role=expert')).json()) as { items: { organisation: number }[] }
  const { person } = await send('/persons', { login, password: word, name: '第二位专家' })
  await send('/memberships', { person, organisation: known.items[0]!.organisation, role: 'expert' })
  return login
}

test('a product is scored by a panel, judged and then found among the judged', async ({ enter, baseURL }) => {
  const provider = (await enter(logins['provider-owner'])).page.request
  const platform = (await enter(logins['platform-operator'])).page.request
  const name = `审议样品 ${Date.now() % 100000}`
  const application = { name, direction: 'industrial-design', price: '62400.00', form: {} }
  const { id } = await post<{ id: number }>(provider, '/products', application)
  await post(provider, `/products/${id}/submission`, application)
  await post(platform, `/products/${id}/audit`, { verdict: 'pass' })

  // A second expert has spoken before.
  const second = await enter(undefined)
  await logIn(second.context, await registerExpert(platform), baseURL!, word)
  const scores = ['rights', 'sales-and-service', 'reputation', 'benefit', 'demand'].map((criterion) => ({ criterion, points: 6 }))
  await post(second.page.request, `/products/${id}/opinions`, { scores, opinion: '可以试点。' })

  const { page } = await enter(logins.expert)
  await page.goto('/beijing-2023/experts')
  await settled(page)
  await page.getByRole('link', { name }).click()
  await settled(page)
  const sheet = page.locator('[data-sheet]')
  const panel = page.locator('[data-panel]')
  await expect(panel.getByRole('columnheader', { name: '专家 1', exact: true })).toBeVisible()
  const points = sheet.getByRole('spinbutton')
  await expect(points).toHaveCount(5)
  for (let line = 0; line < 4; line++) await points.nth(line).fill(String(7 + (line % 3)))
  await points.nth(4).fill('11')
  await sheet.getByRole('button', { name: '提交评分' }).click()
  await expect(sheet.getByText('请填 0 至 10 的整数')).toBeVisible()
  await expect(points.nth(4)).toBeFocused()
  await points.nth(4).fill('10')
  await sheet.getByLabel('评语').fill('技术成熟，建议配券。')
  await sheet.getByRole('button', { name: '提交评分' }).click()
  await expect(panel.getByRole('columnheader', { name: '专家 2（我）' })).toBeVisible()
  await expect(panel.getByRole('row', { name: /^合计/ })).toContainText('35.5 / 50')
  await points.nth(0).fill('9')
  await sheet.getByRole('button', { name: '更新评分' }).click()
  await expect(panel.getByRole('row', { name: /^合计/ })).toContainText('36.5 / 50')
  await expect(panel.getByRole('columnheader', { name: /专家/ })).toHaveCount(2)
  await page.screenshot({ path: join(screens, 'journey-judgement.png'), fullPage: true })

  const verdict = page.locator('[data-judgement]')
  await expect(verdict.getByRole('button', { name: '不同意' })).toBeDisabled()
  await verdict.getByLabel('审议意见').fill('同意配券，专家意见一致。')
  await verdict.getByRole('button', { name: '同意配券' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('2 位专家已评分，平均 36.5 / 50。')).toBeVisible()
  await dialog.locator('[data-confirm]').click()
  await expect(page.getByText('同意配券，专家意见一致。').first()).toBeVisible()
  await expect(sheet).toHaveCount(0)
  await page.goto('/beijing-2023/experts/history')
  await expect(page.getByRole('link', { name })).toBeVisible()

  // The bureau and the auditor read the panel; the provider reads the reason alone.
  for (const [login, face] of [[logins['programme-officer'], 'bureau'], [logins.auditor, 'auditor']] as const) {
    const reader = await enter(login)
    await reader.page.goto(`/beijing-2023/${face}/products/${id}`)
    await expect(reader.page.locator('[data-panel]')).toContainText('36.5 / 50')
    await reader.page.screenshot({ path: join(screens, `panel-${face}.png`), fullPage: true })
  }
  const seen = (await (await provider.get(`${programme}/products/${id}`)).json()) as { reason: string; panel: unknown[] }
  expect(seen).toMatchObject({ reason: '同意配券，专家意见一致。', panel: [] })
})

test('where the guide asks no experts, the page says so', async ({ enter }) => {
  const { page } = await enter(logins.expert, 360)
  await page.goto('/beijing-2025/experts')
  await expect(page.getByText('没有专家审议环节')).toBeVisible()
})
