// What is personal: masked for staff, opened for a purpose, traced where auditors and those concerned
// read it, saved and corrected by the person itself.
import { expect, givePurpose, key, logins, openPapers, settled, test } from './fixtures'
import { stands } from './stands'

const api = '/api/v1/programmes/beijing-2025'
interface Order { id: number; contact?: string; enterprise: number }

test('a contact is masked for the agency, opened for a purpose, and the look is in the trail', async ({ enter }) => {
  const reviewer = await enter(logins.reviewer)
  const { items } = (await (await reviewer.context.request.get(`${api}/orders?status=in-review&limit=200`)).json()) as { items: Order[] }
  const order = items.find((one) => one.contact)!
  const { page } = reviewer
  await page.goto(`/beijing-2025/agency/orders/${order.id}`)
  await settled(page)
  const contact = page.locator('[data-masked]').first()
  await expect(contact).toContainText('*')
  await stands(page, 'personal-masked', 1280)
  await contact.getByRole('button', { name: '显示' }).click()
  await expect(page.getByRole('dialog', { name: '请说明查看目的' })).toBeVisible()
  await stands(page, 'personal-purpose', 360)
  await givePurpose(page, '联系当事人')
  await expect(page.locator('[data-masked]').filter({ hasText: order.contact! })).toHaveCount(0)

  const auditor = await enter(logins['audit-administrator'])
  await auditor.page.goto('/beijing-2025/auditor/trail?what=order-contact')
  await settled(auditor.page)
  const line = auditor.page.getByRole('row').filter({ hasText: '热线第 17 号' }).first()
  await expect(line).toContainText('评审')
  await expect(line).toContainText('联系当事人')
  await stands(auditor.page, 'personal-trail', 1280)
  await stands(auditor.page, 'personal-trail', 360)
})

test('papers of nobody’s case are closed to the officer until a purpose is given', async ({ enter }) => {
  const { page, context } = await enter(logins['programme-officer'])
  const { items } = (await (await context.request.get(`${api}/orders?status=in-review,approved,paid&sort=-id&limit=200`)).json()) as { items: Order[] }
  for (const { id } of items) {
    const answer = await context.request.get(`${api}/orders/${id}/redemption`)
    const { submissions } = (await answer.json()) as { submissions: { documents: { file: string }[] }[] }
    if (!submissions.at(-1)?.documents.some((one) => one.file)) continue
    await page.goto(`/beijing-2025/bureau/orders/${id}`)
    break
  }
  await settled(page)
  await expect(page.locator('[data-closed]').first()).toContainText('说明目的后查看')
  await openPapers(page)
  await expect(page.locator('[data-closed]')).toHaveCount(0)
  await expect(page.locator('[data-paper]').first()).toBeVisible()
})

test('everybody sees who looked, saves what is held, and corrects the own name', async ({ enter }) => {
  const { page, context } = await enter(logins['enterprise-operator'])
  const before = ((await (await context.request.get('/api/v1/me')).json()) as { name: string }).name
  await page.goto('/beijing-2025/account')
  await settled(page)
  await expect(page.getByRole('heading', { name: '谁看过' })).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载（JSON）' }).click()])
  expect(file.suggestedFilename()).toBe('me.json')
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载（表格）' }).click()])
  expect(table.suggestedFilename()).toBe('me.csv')
  await page.getByRole('button', { name: '更正姓名' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('王新名')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
  expect(((await (await context.request.get('/api/v1/me')).json()) as { name: string }).name).toBe('王新名')
  await stands(page, 'personal-account', 360)
  const again = await context.request.post('/api/v1/me/name', { data: { name: before }, headers: { 'Idempotency-Key': key() } })
  expect(again.ok()).toBe(true)
})
