// What machines read in papers, and how papers come: beside what was typed, in pieces over a line that
// breaks, bound from photographs, or turned away with the reason.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { startCity } from './city'
import { complaints, expect, key, logIn, logins, openPapers, settled, test } from './fixtures'
import { addPaper } from './life'
import { pdf, pdfFile, photo } from './pdf'
import { stands } from './stands'

const api = '/api/v1/programmes/beijing-2025'
const desk = '/beijing-2025/provider'

interface Terms {
  amount: string
  voucher_part: string
  own_part: string
  signed_on: string
  product_name: string
}
interface Signed {
  id: number
  number: string
  enterprise: string
  provider: string
  terms: Terms
}
async function signedOrder(page: Page): Promise<Signed> {
  const read = async <T>(path: string) => (await (await page.request.get(`${api}/${path}`)).json()) as T
  const { items } = await read<{ items: { id: number; number: string }[] }>('orders?status=signed&limit=1')
  const { id, number } = items[0]!
  const parties = await read<{ enterprise: { name: string }; provider: { name: string } }>(`orders/${id}/parties`)
  const { versions } = await read<{ versions: Terms[] }>(`orders/${id}/contract`)
  return { id, number, enterprise: parties.enterprise.name, provider: parties.provider.name, terms: versions.at(-1)! }
}
const contract = ({ number, terms }: Signed, amount: string) =>
  pdf([
    { lines: ['服务合同', `产品名称:${terms.product_name}`, `合同总价:${amount}元`, `抵用额:${terms.voucher_part}元`, `自付额:${terms.own_part}元`] },
    { lines: [`系统订单编号:${number}`, `签订日期:${terms.signed_on}`], seal: true },
  ])
const invoice = ({ terms, enterprise, provider }: Signed, number: string, day: string) =>
  pdf([{ lines: ['电子发票(普通发票)', `发票号码:${number}`, `开票日期:${day}`, `购买方名称:${enterprise}`, `销售方名称:${provider}`, `价税合计(小写):¥${terms.amount}`] }])

const reading = (box: Locator, key: string) => box.locator(`[data-reading=${key}]`)
const drawn = (image: Locator) => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 200)

test('what was read stands beside what was typed, for the provider and the reviewer alike', async ({ enter }) => {
  test.setTimeout(120_000)
  const { page } = await enter(logins['provider-owner'])
  const heard = complaints(page)
  const order = await signedOrder(page)
  const { now } = (await (await page.request.get('/api/v1/demo/clock')).json()) as { now: string }
  const today = now.slice(0, 10)
  const number = `2511200000${String(Date.now()).slice(-10)}`
  const mistyped = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`
  await page.goto(`${desk}/orders/${order.id}/redemption`)
  await settled(page)

  // ---- a contract with another price, an invoice whose number was typed wrong
  const mimeType = 'application/pdf'
  await addPaper(page, 'contract', {}, { name: 'contract.pdf', mimeType, buffer: contract(order, '1.00') })
  await addPaper(page, 'invoice', { dated: today, number: mistyped, amount: order.terms.amount }, { name: 'invoice.pdf', mimeType, buffer: invoice(order, number, today) })
  const paper = page.locator('[data-kind=contract]')
  const bill = page.locator('[data-kind=invoice]')
  await expect(reading(bill, 'invoice-number')).toHaveAttribute('data-is', 'flagged', { timeout: 30_000 })
  await expect(reading(bill, 'invoice-number')).toContainText('号码与填写的不一致')
  await expect(reading(bill, 'invoice-number')).toContainText(number)
  await expect(reading(bill, 'invoice-buyer')).toHaveAttribute('data-is', 'passed')
  await expect(reading(paper, 'contract-amount')).toContainText('文件中没有找到')
  await expect(reading(paper, 'contract-order-number')).toContainText('找到，第 2 页')
  await stands(page, 'reading-redemption', 1280)

  // ---- looked at, and mended
  await reading(paper, 'contract-order-number').getByRole('button').click()
  await expect(paper.locator('[data-large] [role=status]')).toHaveText('第 2 页，共 2 页')
  await expect.poll(() => drawn(paper.locator('.sheet img'))).toBe(true)
  await page.keyboard.press('Tab')
  await paper.locator('.frame').press('ArrowLeft')
  await expect(paper.locator('[data-large] [role=status]')).toHaveText('第 1 页，共 2 页')
  await stands(page, 'reading-redemption-page', 360)
  await page.setViewportSize({ width: 1280, height: 800 })
  await bill.getByLabel('发票号码').fill(number)
  await expect(reading(bill, 'invoice-number')).toHaveAttribute('data-is', 'passed')
  await addPaper(page, 'contract', {}, { name: 'right.pdf', mimeType, buffer: contract(order, order.terms.amount) })
  await expect(reading(paper, 'contract-amount')).toHaveAttribute('data-is', 'passed', { timeout: 30_000 })
  await expect(reading(paper, 'seal')).toHaveAttribute('data-is', 'passed')

  // ---- handed in, and seen by the reviewer
  for (const kind of ['size-certificate', 'undertaking', 'invoice-verification']) await addPaper(page, kind)
  await addPaper(page, 'receipt', { dated: today, amount: order.terms.own_part })
  await page.getByLabel('我已逐项核对').check()
  await expect(page.locator('aside [data-is=failed]')).toHaveCount(0)
  await page.getByRole('button', { name: '完成服务并提交' }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  await expect(page.locator('[data-now] h2').first()).toHaveText('评审机构正在核验')
  expect(heard.filter((line) => !line.includes('422'))).toEqual([])

  const reviewer = await enter(logins.reviewer)
  await reviewer.page.goto(`/beijing-2025/agency/orders/${order.id}`)
  await settled(reviewer.page)
  const handed = reviewer.page.locator('[data-papers] [data-paper=contract]')
  await expect(reading(handed, 'contract-amount')).toHaveAttribute('data-is', 'passed', { timeout: 30_000 })
  await reading(handed, 'contract-order-number').getByRole('button').click()
  await expect.poll(() => drawn(handed.locator('.sheet img'))).toBe(true)
  await expect(handed.locator('.seal')).toBeVisible()
  await expect(handed.getByRole('link', { name: '下载原件 right.pdf' })).toHaveAttribute('download', 'right.pdf')
  await stands(reviewer.page, 'reading-case', 1280)
  await stands(reviewer.page, 'reading-case', 360)

  const officer = await enter(logins['programme-officer'])
  await officer.page.goto(`/beijing-2025/bureau/orders/${order.id}`)
  await settled(officer.page)
  await openPapers(officer.page)
  await expect(reading(officer.page.locator('[data-paper=invoice]'), 'invoice-number')).toHaveAttribute('data-is', 'passed')
  await stands(officer.page, 'reading-bureau', 1280)
})

test('what was read in an application stands with its papers, for whoever takes the case', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'])
  const file = { name: 'introduction.pdf', mimeType: 'application/pdf', buffer: pdf([{ lines: ['企业简介'] }]) }
  const send = async <T>(path: string, options: object, headers = {}) => {
    const answer = await page.request.post(path, { ...options, headers: { 'Idempotency-Key': key(), ...headers } })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as T
  }
  const { digest } = await send<{ digest: string }>('/api/v1/files?name=introduction.pdf', { data: file.buffer }, { 'Content-Type': file.mimeType })
  const documents = [{ kind: 'provider-introduction', sealed: true, format: 'pdf', characters: 2400, file: digest, file_name: file.name }]
  const { id } = await send<{ id: number }>(`${api}/products`, { data: { name: '识读样品', direction: 'large-model', price: '1000.00', form: {}, documents } })
  const expert = await enter(logins.expert)
  await expert.page.goto(`/beijing-2025/experts/products/${id}`)
  await settled(expert.page)
  await expect(expert.page.locator('[data-closed]')).toContainText('不在您承办的案件内') // a draft is nobody's
  for (const [role, face] of [['programme-officer', 'bureau']] as const) {
    const reader = await enter(logins[role])
    await reader.page.goto(`/beijing-2025/${face}/products/${id}`)
    await settled(reader.page)
    await openPapers(reader.page)
    const paper = reader.page.locator('[data-paper=provider-introduction]')
    await expect(reading(paper, 'seal')).toHaveAttribute('data-is', 'flagged', { timeout: 30_000 })
    await expect(reading(paper, 'characters')).toContainText('2400 字')
    await paper.scrollIntoViewIfNeeded()
    await stands(reader.page, `reading-${face}-product`, 1280)
    await stands(reader.page, `reading-${face}-product`, 360)
  }
})

test('an upload goes on where the line broke, and after a reload', async ({ enter }) => {
  const { page, context } = await enter(logins['provider-owner'])
  const folder = mkdtempSync(join(tmpdir(), 'zuoquan-upload-'))
  const offsets: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
  })
  const file = (name: string) => {
    const path = join(folder, name)
    writeFileSync(path, pdf([{ lines: [name] }], { padding: 1_500_000 }))
    return path
  }
  try {
    await page.goto(`${desk}/applications/new`)
    await settled(page)
    const box = page.locator('[data-kind=business-licence]')
    let cut = 0
    await page.route('**/api/v1/uploads/*', async (route) => {
      if (route.request().method() !== 'PATCH' || offsets.at(-1) === 0 || cut++) return route.continue()
      await context.setOffline(true)
      await route.abort()
      setTimeout(() => void context.setOffline(false), 500)
    })
    await box.locator('input[type=file]').setInputFiles(file('first.pdf'))
    await expect(box.locator('[data-far=waiting]')).toBeVisible()
    await expect(box.getByText('first.pdf')).toBeVisible({ timeout: 30_000 })
    expect(offsets.filter((offset) => offset === 0)).toHaveLength(1)
    await page.unroute('**/api/v1/uploads/*')

    // ---- the page is left in the middle
    offsets.length = 0
    await page.route('**/api/v1/uploads/*', (route) => (offsets.length < 2 ? route.continue() : route.abort()))
    const path = file('second.pdf')
    await box.locator('input[type=file]').setInputFiles(path)
    await expect(box.locator('[data-far=waiting]')).toBeVisible()
    await page.reload()
    await page.unroute('**/api/v1/uploads/*')
    await settled(page)
    const before = offsets.length
    await box.locator('input[type=file]').setInputFiles(path)
    await expect(box.getByText('second.pdf')).toBeVisible({ timeout: 30_000 })
    expect(offsets[before]).toBeGreaterThan(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('an upload goes on when the server is back @deep', async ({ enter }) => {
  test.setTimeout(180_000)
  const city = await startCity()
  try {
    const { page, context } = await enter(undefined)
    await logIn(context, logins['provider-owner']!, city.address)
    await page.goto(`${city.address}${desk}/applications/new`)
    await settled(page)
    const offsets: number[] = []
    await page.route('**/api/v1/uploads/*', async (route) => {
      const offset = Number(route.request().headers()['upload-offset'] ?? -1)
      if (offset >= 0) offsets.push(offset)
      if (offset >= 0 && offsets.length === 3) await city.stop()
      await route.continue()
    })
    const box = page.locator('[data-kind=business-licence]')
    await box.locator('input[type=file]').setInputFiles(pdfFile('large.pdf', [{ lines: ['large'] }], { padding: 3_000_000 }))
    await expect(box.locator('[data-far=waiting]')).toBeVisible()
    await city.restart()
    await expect(box.getByText('large.pdf')).toBeVisible({ timeout: 90_000 })
    expect(offsets.filter((offset) => offset === 0)).toHaveLength(1)
  } finally {
    await city.end()
  }
})

test('a locked file is refused with what puts it right, and photographs become one PDF', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'], 360)
  await page.goto(`${desk}/applications/new`)
  await settled(page)
  const box = page.locator('[data-kind=business-licence]')
  await box.locator('input[type=file]').setInputFiles(pdfFile('locked.pdf', [{ lines: ['x'] }], { encrypted: true }))
  await expect(box.locator('[data-code=file-encrypted]')).toContainText('文件加了密码')
  await expect(box.locator('[data-right]')).toContainText('取消打开密码')
  await stands(page, 'upload-refused', 360)

  await box.locator('input[type=file]').first().setInputFiles([photo('back.png', [60, 90, 200]), photo('front.png', [200, 120, 40])])
  await box.getByRole('button', { name: '把 front.png 移到前面' }).click()
  await expect(box.locator('[data-images] li').first()).toContainText('front.png')
  await stands(page, 'upload-images', 360)
  await box.getByRole('button', { name: '合成 PDF 并上传（2 页）' }).click()
  await expect(box.locator('[data-pages="2"]')).toBeVisible()
  await expect(box.getByText('营业执照.pdf')).toBeVisible()
  await expect(box.getByText('未查毒')).toBeVisible()
  await page.goto(`${desk}/files`)
  await settled(page)
  const row = page.locator('[data-file]').filter({ hasText: '营业执照.pdf' }).first()
  await expect(row).toContainText('尚未使用')
  await row.getByRole('button', { name: '查看页面' }).click()
  await expect(page.locator('.strip img')).toHaveCount(2)
  await stands(page, 'upload-files', 360)
  await stands(page, 'upload-files', 1280)
})
