// The provider's way: an application from draft to submission, an order from acceptance to the papers.
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { complaints, expect, key, logins, settled, test } from './fixtures'
import { pdfFile } from './pdf'

const y25 = '/beijing-2025/provider'
const y23 = '/beijing-2023/provider'
const api25 = '/api/v1/programmes/beijing-2025'
const screens = join(import.meta.dirname, '../test-results/screens')
const keep = (page: Page, name: string) => page.screenshot({ path: join(screens, `journey-${name}.png`), fullPage: true })

async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').locator('[data-confirm]').click()
}

test('an application is stored as it is, checked, and says why it is too late', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'])
  await page.goto(`${y25}/applications/new`)
  await page.getByLabel('服务产品名称').fill('双螺旋结构设计 🚀')
  await page.getByLabel('服务产品所属类别').selectOption('large-model')
  await expect(page.locator('[data-kind=filing-proof]')).toBeVisible()
  await page.getByLabel('服务产品所属类别').selectOption('industrial-design')
  await expect(page.locator('[data-kind=filing-proof]')).toHaveCount(0)
  await page.locator('[data-act=draft]').click()
  await expect(page).toHaveURL(/applications\/\d+$/)
  await expect(page.locator('h1')).toHaveText('双螺旋结构设计 🚀')

  await page.getByLabel('价格', { exact: false }).first().fill('120000')
  await page.getByLabel('服务产品简介').fill('介绍'.repeat(160))
  await expect(page.getByText('320 / 300 字')).toBeVisible()
  await page.locator('[data-act=save]').click()
  const refusal = page.locator('[data-code=form-invalid]')
  await expect(refusal).toBeVisible()
  await keep(page, 'application-errors')
  await expect(page.locator('#field-introduction-error')).toHaveText('最多 300 字')
  await expect(page.locator('#field-contact-mobile-error')).toHaveText('请填写')
  await refusal.getByRole('link', { name: '服务产品简介' }).click()
  await expect(page.locator('#field-introduction')).toBeFocused()
  await expect(page.locator('#field-introduction')).toHaveValue('介绍'.repeat(160))

  const right: Record<string, string> = {
    'provider-name': '上海鼎拓工业设计有限公司', introduction: '面向中小企业的结构设计', price: '120000元/年', 'pricing-basis': '按年',
    'customers-last-year': '12', 'revenue-last-year': '860.50', 'model-filing': '不涉及', 'contact-name': '陈丽娟', 'contact-mobile': '13971894423',
  }
  for (const [field, value] of Object.entries(right)) await page.locator(`#field-${field}`).fill(value)
  await page.getByLabel('知识产权', { exact: true }).check()
  await page.locator('[data-act=save]').click()
  await expect(page.getByText('已保存，全部字段符合要求。')).toBeVisible()

  await confirm(page, '提交')
  await expect(page.getByText('产品申报已经截止').first()).toBeVisible()
  await expect(page.getByRole('link', { name: '条款 B25-054' }).first()).toBeVisible()
  await expect(page.locator('[data-kind=business-licence] .found')).toBeVisible()
})

test('where no window closed it, an application is submitted and can be read', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'], 360)
  const name = `工业设计 ${Date.now() % 100000}`
  await page.goto(`${y23}/applications/new`)
  await page.getByLabel('所属方向').selectOption('industrial-design')
  await page.getByLabel('产品名称').fill(name)
  await page.getByLabel('价格', { exact: true }).fill('62,400')
  await confirm(page, '提交')
  await expect(page.locator('h1')).toHaveText(name)
  await expect(page.getByText('待审核').first()).toBeVisible()
  await keep(page, 'application-submitted-360')
  await page.goto(`${y23}/applications?tab=submitted`)
  await expect(page.getByRole('link', { name })).toBeVisible()
})

async function placedOrder(page: Page, enter: (login: string) => Promise<{ page: Page }>): Promise<number> {
  const waiting = await page.request.get(`${api25}/orders?status=placed&limit=1`)
  const [known] = ((await waiting.json()) as { items: { id: number }[] }).items
  if (known) return known.id
  const buyer = await enter(logins['enterprise-owner']!)
  const catalogue = await page.request.get(`${api25}/orders?limit=1`)
  const product = ((await catalogue.json()) as { items: { product: number }[] }).items[0]!.product
  const claimed = await buyer.page.request.post(`${api25}/orders`, { data: { product }, headers: { 'Idempotency-Key': key() } })
  expect(claimed.status(), await claimed.text()).toBe(201)
  return ((await claimed.json()) as { id: number }).id
}

async function addPaper(page: Page, kind: string, says: { dated?: string; number?: string; amount?: string; sealed?: boolean }): Promise<void> {
  const box = page.locator(`[data-kind=${kind}]`)
  await box.locator('input[type=file]').setInputFiles(pdfFile(`${kind}.pdf`))
  await expect(box.getByText(`${kind}.pdf`)).toBeVisible()
  if (says.dated) await box.locator('input[type=date]').fill(says.dated)
  if (says.number) await box.getByLabel('发票号码').fill(says.number)
  if (says.amount) await box.getByLabel('金额', { exact: true }).fill(says.amount)
  if (says.sealed) await box.getByLabel('本文件已加盖公章').check()
}

test('an order is accepted, signed and redeemed', async ({ enter }) => {
  test.setTimeout(120_000)
  const { page } = await enter(logins['provider-owner'])
  const heard = complaints(page)
  const order = await placedOrder(page, enter)
  await page.goto(`${y25}/orders/${order}`)
  await settled(page)
  await keep(page, 'order-placed')
  await confirm(page, '接单')
  await expect(page.locator('[data-now] h2').first()).toHaveText('请与企业签约并登记合同')

  // ---- the contract, wrong at first
  await page.getByRole('link', { name: '登记合同' }).click()
  await settled(page)
  await page.getByLabel('签约日期').fill('2025-01-02')
  await expect(page.locator('[data-check=signed-after-order]')).toHaveAttribute('data-is', 'failed')
  await page.getByLabel('服务券抵用额', { exact: true }).fill('999999')
  await expect(page.locator('[data-check=parts]')).toHaveAttribute('data-is', 'failed')
  await keep(page, 'contract-wrong')
  await confirm(page, '提交合同')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeHidden()
  await expect(page.locator('.refusal')).toContainText('合同早于下单')
  await keep(page, 'contract-refused')
  await expect(page.locator('#field-signed_on-error')).toBeVisible()

  const facts = (await (await page.request.get(`${api25}/orders/${order}`)).json()) as { subsidy: string; amount: string; own_payment: string }
  const today = ((await (await page.request.get('/api/v1/demo/clock')).json()) as { now: string }).now.slice(0, 10)
  await page.getByLabel('签约日期').fill(today)
  await page.getByLabel('服务开始').fill(today)
  await page.getByLabel('服务券抵用额', { exact: true }).fill(facts.subsidy)
  await page.getByLabel('服务券抵用额和企业自付额').check()
  await page.getByLabel('订单信息表：').check()
  await expect(page.locator('[data-is=failed]')).toHaveCount(0)
  await expect(page.getByText('系统预检通过')).toBeVisible()
  await page.reload() // what was typed is kept
  await expect(page.getByLabel('服务券抵用额和企业自付额')).toBeChecked()
  await confirm(page, '提交合同')
  await expect(page.locator('[data-now] h2').first()).toHaveText('请备齐资料，申请兑付')

  // ---- the papers
  await page.getByRole('link', { name: '备齐资料，申请兑付' }).click()
  await settled(page)
  await expect(page.locator('[data-check=invoice]')).toHaveAttribute('data-is', 'failed')
  await addPaper(page, 'contract', { sealed: true })
  await addPaper(page, 'size-certificate', { sealed: true })
  await addPaper(page, 'undertaking', { sealed: true })
  await addPaper(page, 'receipt', { dated: today, amount: facts.own_payment })
  await addPaper(page, 'invoice', { dated: '2025-01-03', number: `25112${Date.now()}`, amount: facts.amount })
  await expect(page.locator('[data-check=invoice]')).toContainText('发票早于合同')
  await keep(page, 'redemption')
  await page.locator('[data-kind=invoice] input[type=date]').fill(today)
  await confirm(page, '完成服务并提交')
  await expect(page.locator('.refusal')).toContainText('资料不全')
  await keep(page, 'redemption-refused')
  await addPaper(page, 'invoice-verification', {})
  await page.getByLabel('我已逐项核对').check()
  await expect(page.locator('aside [data-is=failed]')).toHaveCount(0)
  await expect(page.getByText('系统预检通过')).toBeVisible()
  await page.getByRole('button', { name: '完成服务并提交' }).click()
  await expect(dialog).toContainText('提交后不能再更改')
  await expect(dialog).toContainText('资料不能撤回')
  await dialog.locator('[data-confirm]').dblclick()
  await expect(page.locator('[data-now] h2').first()).toHaveText('评审机构正在核验')
  await expect(page.locator('[data-papers]').getByRole('link', { name: '下载 contract.pdf' })).toBeVisible()
  await keep(page, 'order-in-review')

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载 contract.pdf' }).click()
  expect((await download).suggestedFilename()).toBe('contract.pdf')
  expect(heard.filter((line) => !line.includes('422'))).toEqual([])
})

test('the money page says where each sum stands', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'])
  await page.goto(`${y25}/money`)
  await settled(page)
  await expect(page.locator('[data-stage]').first()).toBeVisible()
  await page.goto(`${y23}/money`)
  await settled(page)
  await expect(page.locator('[data-stage=paid] h2')).toContainText('已拨付')
  await keep(page, 'money-2023')
})

test('another company is told that this page is not for it', async ({ enter }) => {
  const { page } = await enter(logins['enterprise-owner'])
  await page.goto(`${y25}/money`)
  await expect(page.locator('[data-state=forbidden]')).toBeVisible()
})
