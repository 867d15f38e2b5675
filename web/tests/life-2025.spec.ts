// The whole life of a product and an order of the 2025 programme, from the first draft to the money,
// through the pages alone, every role in its own browser context, in a city of its own. The demo city
// begins a month after applications closed (B25-054); here, and only here, the rulebook takes them
// until the end of June. The API is asked only for what to expect, and to move the demo clock.
import {
  accept, addPaper, approve, audit, certify, claim, complete, correct, dismiss, makeBatch, object, otherProgrammes, pay,
  rate, redeem, returned, settle, sign, today, Town, typed_oddly, type Order, type Person,
} from './life'
import { expect, settled, test } from './fixtures'

const name = `双螺旋结构设计 ${process.pid}`
const papers = ['contract', 'size-certificate', 'undertaking', 'receipt', 'invoice', 'invoice-verification']
const reason = `发票抬头不一致，请更换 ${typed_oddly}`

async function apply(seller: Person): Promise<number> {
  const { page } = seller
  await seller.go('provider/applications/new')
  await page.locator('#field-product-name').fill(name)
  await page.locator('#field-category').selectOption('industrial-design')
  await page.locator('#field-introduction').fill('介绍'.repeat(160))
  await page.locator('[data-act=draft]').dblclick()
  await expect(page).toHaveURL(/applications\/\d+$/)
  const product = Number(/(\d+)$/.exec(page.url())![1])
  await page.locator('[data-act=save]').click()
  await expect(page.locator('[data-code=form-invalid]')).toBeVisible()
  await expect(page.locator('#field-introduction-error')).toHaveText('最多 300 字')
  await expect(page.locator('#field-introduction')).toHaveValue('介绍'.repeat(160))

  const { name: company } = await seller.read<{ name: string }>('provider')
  const right: Record<string, string> = {
    'provider-name': company, introduction: typed_oddly, price: '62400元/年', 'pricing-basis': '按年',
    'customers-last-year': '12', 'revenue-last-year': '860.50', 'model-filing': '不涉及', 'contact-name': '陈丽娟', 'contact-mobile': '13971894423',
  }
  for (const [field, value] of Object.entries(right)) await page.locator(`#field-${field}`).fill(value)
  await page.getByLabel('知识产权', { exact: true }).check()
  const kinds = await page.locator('[data-kind]').evaluateAll((boxes) => boxes.map((box) => (box as HTMLElement).dataset.kind!))
  for (const kind of kinds) await addPaper(page, kind)
  await page.locator('[data-act=save]').click()
  await expect(page.getByText('已保存，全部字段符合要求。')).toBeVisible()
  await seller.does('提交')
  await expect(page.getByText('待审核').first()).toBeVisible()
  await seller.keep('submitted')
  await page.goBack() // what was handed in does not come back as a form
  await seller.go(`provider/applications/${product}`)
  await expect(page.locator('[data-act=save]')).toHaveCount(0)
  await expect(page.getByText(typed_oddly)).toBeVisible()
  const { items } = await seller.read<{ items: { name: string }[] }>('products?limit=200')
  expect(items.filter((one) => one.name === name)).toHaveLength(1)
  return product
}

async function bringToSale(platform: Person, officer: Person, visitor: Person, product: number): Promise<void> {
  await platform.go(`operator/products/${product}`)
  await expect(platform.page.getByText(typed_oddly)).toBeVisible()
  await platform.does('通过')
  await officer.go(`bureau/products/${product}`)
  await officer.does('产品公示')
  await visitor.go('notices')
  await expect(visitor.page.getByText(name).first()).toBeVisible()
  const { notice_ends } = await officer.read<{ notice_ends: string }>(`products/${product}`)
  await platform.movePast(notice_ends)
  await officer.go(`bureau/products/${product}`)
  await officer.ask('产品上线')
  await officer.dialog.getByLabel('券数').fill('３')
  await officer.confirm()
  await expect(officer.page.getByText('已上线').first()).toBeVisible()
  await visitor.go(`catalogue/${product}`)
  await expect(visitor.page.locator('h1')).toHaveText(name)
}

test('the 2025 life of an order, each role in its own browser', async ({ browser }) => {
  test.setTimeout(900_000)
  const folder = otherProgrammes('beijing-2025/rulebook.toml', 'by      = 2025-05-16', 'by      = 2025-06-30')
  const town = await Town.start(browser, 'beijing-2025', folder)
  try {
    const [seller, platform, officer, visitor] = [await town.person('fuwu1'), await town.person('pingtai'), await town.person('jingban'), await town.person()]
    const product = await test.step('application', () => apply(seller))
    await test.step('audit, notice, listing', () => bringToSale(platform, officer, visitor, product))

    const buyer = await town.person('qiye2', 360)
    await test.step('certification', () => certify(buyer))
    const order: Order = await test.step('claim', () => claim(buyer, name))
    const day = await today(platform)
    await test.step('acceptance', () => accept(seller, order.id))
    await test.step('contract', () => sign(seller, order, day))
    await test.step('completion', () => complete(buyer, order.id))
    await test.step('redemption', () => redeem(seller, order, day, papers))
    const agency = await town.person('pingshen')
    await test.step('return', () => returned(agency, order.id, reason))
    await test.step('correction', () => correct(seller, order, reason))
    await test.step('approval', () => approve(agency, order.id))

    const maker = await town.person('pici')
    const batch = await test.step('batch', () => makeBatch(maker, order))
    const objection = `金额与合同不符 ${typed_oddly}`
    await test.step('objection', () => object(visitor, batch, name, objection))
    await buyer.go(`enterprise/orders/${order.id}`)
    await expect(buyer.page.getByText('异议暂停').first()).toBeVisible()
    await test.step('decision', () => dismiss(officer, batch, objection))
    await test.step('settlement', () => settle(maker, platform, batch))
    const payer = await town.person('shenpi')
    await test.step('payment', () => pay(payer, batch))

    await test.step('rating', () => rate(buyer, order.id))
    await visitor.go(`notices/payouts/${batch}`)
    await expect(visitor.page.getByText('已拨付').first()).toBeVisible()
    await seller.go('provider/money')
    await expect(seller.page.locator('[data-stage=paid]')).toContainText(name)
    await settled(seller.page)
    const auditor = await town.person('shenji')
    await test.step('audit trail', () =>
      audit(auditor, order.id, ['领券下单', '接单', '签约', '确认服务完成', '申请兑付', '退回补正', '评审', '进入兑付批次', '批次公示', '拨付', '评价']))
  } finally {
    await town.end()
  }
})
