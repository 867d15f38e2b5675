// The bureau's work through its pages: a batch from approved orders to the money paid, with the two
// persons it needs and an objection on the way; a sanction and its lifting. Moves the city's clock.
import { expect, key, settled, test } from './fixtures'
import type { APIRequestContext, Page } from '@playwright/test'

const programme = '/api/v1/programmes/beijing-2025'
const desk = '/beijing-2025/bureau'

async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
}

// A sure way past a notice: the operator of a demonstration moves its clock.
async function passNotice(request: APIRequestContext, batch: string): Promise<void> {
  const { notice_ends } = (await (await request.get(`${programme}/batches/${batch}`)).json()) as { notice_ends: string }
  const to = new Date(Date.parse(notice_ends) + 3_600_000).toISOString().replace(/\.\d+Z/, 'Z')
  const answer = await request.post('/api/v1/demo/clock', { data: { to: `${to.slice(0, 19)}+00:00` }, headers: { 'Idempotency-Key': key() } })
  expect([200, 409, 422]).toContain(answer.status())
}

// Approved orders that are in no batch: those of the city's draft batch, taken out of it.
async function freeOrders(request: APIRequestContext): Promise<void> {
  const free = (await (await request.get(`${programme}/orders?status=approved&batched=false&limit=3`)).json()) as { items: unknown[] }
  if (free.items.length >= 3) return
  const drafts = (await (await request.get(`${programme}/batches?status=draft&limit=1`)).json()) as { items: { id: number; items: { order: number }[] }[] }
  const draft = drafts.items[0]!
  const orders = draft.items.slice(0, 3).map((item) => item.order)
  const answer = await request.post(`${programme}/batches/${draft.id}/removals`, { data: { orders }, headers: { 'Idempotency-Key': key() } })
  expect(answer.status()).toBe(200)
}

test('a batch goes from approved orders to the money paid', { tag: '@clock' }, async ({ enter }) => {
  const maker = await enter('pici')
  await freeOrders(maker.context.request)
  await maker.page.goto(`${desk}/batches`)
  await settled(maker.page)
  const ready = maker.page.getByRole('table', { name: '评审通过、尚未入批' })
  await ready.getByRole('checkbox').nth(1).check()
  await ready.getByRole('checkbox').nth(2).check()
  await expect(maker.page.getByText('已选 2 个')).toBeVisible()
  await confirm(maker.page, '建立批次')
  await maker.page.waitForURL(/\/batches\/\d+$/)
  const batch = /(\d+)$/.exec(maker.page.url())![1]!
  await confirm(maker.page, '批次公示')
  await expect(maker.page.getByText('公示中').first()).toBeVisible()

  // The maker cannot settle while the notice runs, and is told why, with the clause.
  await maker.page.getByRole('button', { name: '公示期满确认' }).click()
  await maker.page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(maker.page.locator('[data-code=notice-running]')).toContainText('B25-121')
  await maker.page.getByRole('button', { name: '取消' }).click()

  // Anybody objects to a line; the officer finds that it does not hold.
  const officer = await enter('jingban')
  const notice = (await (await officer.context.request.get(`${programme}/batches/${batch}`)).json()) as { items: { provider: number; product: number }[] }
  const { provider, product } = notice.items[0]!
  const text = `金额与合同不符 ${batch}`
  const objected = await officer.context.request.post(`${programme}/objections`, { data: { batch: Number(batch), provider, product, text }, headers: { 'Idempotency-Key': key() } })
  expect(objected.status()).toBe(201)
  await officer.page.goto(`${desk}/batches/${batch}`)
  await officer.page.getByRole('main').getByRole('link', { name: /异议 \d+/ }).click()
  await expect(officer.page.getByText(text)).toBeVisible()
  await officer.page.getByRole('button', { name: '认定不成立' }).click()
  await officer.page.getByLabel('理由').fill('合同已核对，金额一致')
  await officer.page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(officer.page.getByText('不成立', { exact: true })).toBeVisible()

  const operator = await enter('pingtai')
  await passNotice(operator.context.request, batch)
  await maker.page.reload()
  await confirm(maker.page, '公示期满确认')
  await expect(maker.page.getByRole('button', { name: '拨付文件' })).toBeVisible()
  await expect(maker.page.getByRole('button', { name: '登记已拨付' })).toHaveCount(0)

  // Another person pays.
  const payer = await enter('shenpi')
  await payer.page.goto(`${desk}/batches/${batch}`)
  const [file] = await Promise.all([payer.page.waitForEvent('download'), payer.page.getByRole('button', { name: '拨付文件' }).click()])
  expect(file.suggestedFilename()).toBe(`beijing-2025-batch-${batch}.csv`)
  await confirm(payer.page, '登记已拨付')
  await expect(payer.page.getByText('已拨付').first()).toBeVisible()
  const paid = (await (await payer.context.request.get(`${programme}/batches/${batch}`)).json()) as { status: string }
  expect(paid.status).toBe('paid')

  // The bank sends one payment back.
  await payer.page.getByRole('main').getByRole('link', { name: /^订单 \d+$/ }).first().click()
  await payer.page.getByRole('button', { name: '付款失败' }).click()
  await payer.page.getByLabel('理由').fill('账号已注销')
  await payer.page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(payer.page.getByText('付款失败').first()).toBeVisible()
  await expect(payer.page.getByText('账号已注销').first()).toBeVisible()
})

test('a party is sanctioned and the sanction is lifted', async ({ enter }) => {
  const { page, context } = await enter('jingban')
  const parties = (await (await context.request.get(`${programme}/enterprises?sort=-id&limit=1`)).json()) as { items: { id: number; name: string }[] }
  const party = parties.items[0]!
  await page.goto(`${desk}/enterprises/${party.id}`)
  await page.getByRole('link', { name: '处理', exact: true }).click()
  await settled(page)
  await page.getByRole('button', { name: '作出处理' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('当事方 ID')).toHaveValue(String(party.id))
  await dialog.getByLabel('事由').selectOption('concealment')
  await dialog.getByLabel('理由').fill('隐瞒关联关系')
  await expect(dialog.getByText('立即生效并公开')).toBeVisible()
  await dialog.locator('[data-confirm]').dblclick()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('link', { name: party.name })).toHaveCount(1)

  await page.getByRole('button', { name: '解除处理' }).click()
  await dialog.getByLabel('理由').fill('经核实不存在关联')
  await dialog.locator('[data-confirm]').click()
  await expect(page.getByText('须另一人批准后生效').first()).toBeVisible()
  const { items } = (await (await context.request.get(`${programme}/proposals?sort=-id&limit=1`)).json()) as { items: { id: number; act: string }[] }
  expect(items[0]!.act).toBe('lift-sanction')
  const approver = await enter('shenpi')
  await approver.page.goto(`${desk}/proposals/${items[0]!.id}`)
  await settled(approver.page)
  await approver.page.getByRole('button', { name: '批准提议', exact: true }).click()
  await approver.page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(approver.page.getByText('已批准').first()).toBeVisible()
  await page.reload()
  await settled(page)
  await expect(page.getByText('已解除').last()).toBeVisible()
  await page.goto(`${desk}/enterprises/${party.id}`)
  await settled(page)
  await expect(page.getByText('禁止至')).toHaveCount(0)
})

test('filters stand in the address, and a list is saved as CSV with formulas defused', async ({ enter }) => {
  const { page } = await enter('jingban')
  await page.goto(`${desk}/orders?status=placed,accepted&sort=-amount`)
  await settled(page)
  await expect(page.getByRole('cell', { name: '待接单' }).or(page.getByRole('cell', { name: '已接单' })).first()).toBeVisible()
  await expect(page.getByRole('cell', { name: '已签约', exact: true })).toHaveCount(0)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()])
  const stream = await file.createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\r\n')
  expect(lines[0]).toContain('订单号')
  expect(lines.length).toBeGreaterThan(50)
})

test('a spot check is drawn and a finding recorded', async ({ enter }) => {
  const { page } = await enter('jingban')
  await page.goto(`${desk}/spot-checks`)
  await settled(page)
  await page.getByRole('button', { name: '抽取样本' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('样本数').fill('３')
  await dialog.getByLabel('抽样种子').fill(`2025068 ${Date.now()}`)
  await dialog.locator('[data-confirm]').click()
  await page.waitForURL(/\/spot-checks\/\d+$/)
  await page.getByRole('button', { name: '登记结论' }).first().click()
  await dialog.getByLabel('核查结论').fill('服务真实，材料齐全')
  await dialog.locator('[data-confirm]').click()
  await expect(page.getByText('服务真实，材料齐全').first()).toBeVisible()
})
