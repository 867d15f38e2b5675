// The whole life of a product and an order of the 2023 programme through the pages alone. What differs
// from 2025: applications without papers and without a last day, experts judge instead of a notice,
// 48 hours to accept, papers for the subsidy before the voucher ends and without a check of the invoice.
// In the demo city that programme is closed (a day of June 2025): the officer opens it again.
import {
  accept, approve, audit, certify, claim, complete, correct, dismiss, makeBatch, object, pay,
  rate, redeem, returned, settle, sign, today, Town, typed_oddly, type Person,
} from './life'
import { expect, settled, test } from './fixtures'

const name = `结构设计 ${process.pid}`
const papers = ['contract', 'size-certificate', 'undertaking', 'receipt', 'invoice']
const reason = `合同缺页，请更换 ${typed_oddly}`

async function apply(seller: Person): Promise<number> {
  const { page } = seller
  await seller.go('provider/applications/new')
  await page.locator('#field-name').fill(name)
  await page.locator('[data-act=draft]').dblclick()
  await expect(page).toHaveURL(/applications\/\d+$/)
  const product = Number(/(\d+)$/.exec(page.url())![1])
  await page.locator('#field-category').selectOption('industrial-design')
  await page.getByLabel('价格', { exact: true }).fill('６２,400')
  await seller.does('提交')
  await expect(page.getByText('待审核').first()).toBeVisible()
  return product
}

async function judge(expert: Person, product: number): Promise<void> {
  const { page } = expert
  await expert.go('experts')
  await page.getByRole('link', { name }).click()
  await settled(page)
  await expect(page).toHaveURL(new RegExp(`products/${product}$`))
  const points = page.locator('[data-sheet]').getByRole('spinbutton')
  await expect(points).toHaveCount(5)
  for (let line = 0; line < 5; line++) await points.nth(line).fill('8')
  await page.locator('#field-opinion').fill(typed_oddly)
  await page.getByRole('button', { name: '提交评分' }).click()
  await expect(page.locator('[data-panel]').getByRole('row', { name: /^合计/ })).toContainText('40.0 / 50')
  await expect(page.locator('[data-panel]')).toContainText(typed_oddly)
  await page.locator('#field-reason').fill(typed_oddly)
  await expert.does('同意配券')
  await expert.go('experts/history')
  await expect(page.getByRole('link', { name })).toBeVisible()
}

async function openAgain(officer: Person): Promise<void> {
  await officer.go('bureau/programme')
  await officer.does('启动项目')
  await expect(officer.page.getByRole('main').getByText('结束项目').first()).toBeVisible()
}

async function list(officer: Person, product: number): Promise<void> {
  await officer.go(`bureau/products/${product}`)
  await officer.ask('产品上线')
  await officer.dialog.getByLabel('券数').fill('3')
  await officer.confirm()
  await expect(officer.page.getByText('已上线').first()).toBeVisible()
}

test('the 2023 life of an order, each role in its own browser', async ({ browser }) => {
  test.skip(!process.env.DEEP, 'two and a half minutes: with --deep')
  test.setTimeout(900_000)
  const town = await Town.start(browser, 'beijing-2023')
  try {
    const [seller, platform, officer, visitor] = [await town.person('fuwu1'), await town.person('pingtai'), await town.person('jingban'), await town.person()]
    await test.step('opening', () => openAgain(officer))
    const product = await test.step('application', () => apply(seller))
    await test.step('audit', async () => {
      await platform.go(`operator/products/${product}`)
      await platform.does('通过')
    })
    const expert = await town.person('zhuanjia')
    await test.step('judgement', () => judge(expert, product))
    await test.step('listing', () => list(officer, product))

    const buyer = await town.person('qiye2', 360)
    await test.step('certification', () => certify(buyer))
    const order = await test.step('claim', () => claim(buyer, name))
    const day = await today(platform)
    await test.step('acceptance', () => accept(seller, order.id))
    await test.step('contract', () => sign(seller, order, day))
    await test.step('completion', () => complete(buyer, order.id))
    await test.step('redemption', () => redeem(seller, order, day, papers))
    const agency = await town.person('pingshen')
    await test.step('working days of the review', async () => {
      await agency.go('agency')
      await expect(agency.page.locator(`tr[data-order="${order.id}"] [data-clock]`)).toHaveText(/还剩 \d+ 个工作日/)
    })
    await test.step('return', () => returned(agency, order.id, reason))
    await test.step('correction', () => correct(seller, order, reason))
    await test.step('approval', () => approve(agency, order.id))

    const maker = await town.person('pici')
    const batch = await test.step('batch', () => makeBatch(maker, order))
    const objection = `金额与合同不符 ${typed_oddly}`
    await test.step('objection', () => object(visitor, batch, name, objection))
    await test.step('decision', () => dismiss(officer, batch, objection))
    await test.step('settlement', () => settle(maker, platform, batch))
    const payer = await town.person('shenpi')
    await test.step('payment', () => pay(payer, batch))
    await test.step('rating', () => rate(buyer, order.id))
    const auditor = await town.person('shenji')
    await test.step('audit trail', () =>
      audit(auditor, order.id, ['领券下单', '接单', '签约', '确认服务完成', '申请兑付', '退回补正', '评审', '进入兑付批次', '批次公示', '拨付', '评价']))
  } finally {
    await town.end()
  }
})
