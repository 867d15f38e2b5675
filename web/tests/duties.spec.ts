// What takes two persons, on the pages: another bank account, the budget, and a role that is lent.
import { Town, type Person } from './life'
import { expect, test } from './fixtures'
import { stands } from './stands'

const other = '6222020200001234'

test.describe.configure({ mode: 'serial', timeout: 180_000 })
let town: Town
test.beforeAll(async ({ browser }) => {
  town = await Town.start(browser, 'beijing-2025')
})
test.afterAll(() => town.end())

async function askForAnother(owner: Person) {
  await owner.go('provider/company')
  const dialog = await owner.ask('设定收款账户')
  await expect(dialog).toContainText('第二人确认')
  await dialog.getByLabel('开户银行').fill('示例银行')
  await dialog.getByLabel('账号').fill(other)
  await owner.confirm()
}

test('another bank account waits for a second person and ten days, and can be withdrawn', async () => {
  const owner = await town.person('fuwu1')
  await askForAnother(owner)
  const change = owner.page.getByRole('status').filter({ hasText: '收款账户变更' })
  await expect(change).toContainText('这是您申请的')
  await expect(owner.page.getByRole('button', { name: '确认变更' })).toHaveCount(0)
  for (const width of [1280, 360]) await stands(owner.page, 'duties-account', width)
  await owner.page.setViewportSize({ width: 1280, height: 900 })
  const { id } = await owner.read<{ id: number }>('provider')

  const operator = await town.person('pingtai')
  await operator.go(`operator/providers/${id}`)
  await operator.does('确认变更')
  await expect(operator.page.getByText('生效前仍按原账户拨付')).toBeVisible()
  await stands(operator.page, 'duties-confirmed', 1280)

  await owner.go('provider/company')
  await expect(change).toContainText('生效时间')
  const dialog = await owner.ask('撤回变更')
  await dialog.locator('input').fill('开户银行填错了')
  await owner.confirm()
  await expect(owner.page.getByText(other)).toHaveCount(0)
})

test('a budget is a proposal until somebody else approves it', async () => {
  const officer = await town.person('jingban')
  await officer.go('bureau/programme')
  const dialog = await officer.ask('设定资金')
  await dialog.getByLabel('总额').fill('45000000')
  await dialog.getByLabel('理由').fill('追加年度预算')
  await officer.confirm()
  await expect(officer.page.getByText('须另一人批准后生效').first()).toBeVisible()
  const { items } = await officer.read<{ items: { id: number; act: string }[] }>('proposals?sort=-id&limit=1')
  expect(items[0]!.act).toBe('set-budget')

  const approver = await town.person('shenpi')
  await approver.go(`bureau/proposals/${items[0]!.id}`)
  await approver.does('批准提议')
  await expect(approver.page.getByText('已批准').first()).toBeVisible()
  await officer.go('bureau/programme')
  await expect(officer.page.getByText('45,000,000.00').first()).toBeVisible()
})

test('a role that is lent ends by itself and is seen on every page', async () => {
  const maker = await town.person('pici')
  const me = (await (await maker.context.request.get('/api/v1/me')).json()) as { person: number; acting_as: { organisation: number } }
  const security = await town.person('anquan')
  await security.go('operator/memberships')
  const dialog = await security.ask('应急授权')
  await dialog.getByLabel('人员 ID').fill(String(me.person))
  await dialog.getByLabel('单位 ID').fill(String(me.acting_as.organisation))
  await dialog.locator('select').selectOption('approver')
  await dialog.getByLabel('理由').fill('审批人住院')
  await security.confirm()
  await expect(security.page.getByText('审批人住院').first()).toBeVisible()
  await stands(security.page, 'duties-lent', 1280)

  await maker.page.reload()
  await maker.page.locator('details.who summary').click()
  await maker.page.getByRole('button', { name: /审批/ }).click()
  await expect(maker.page.getByRole('alert').filter({ hasText: '审批人住院' })).toBeVisible()
  await stands(maker.page, 'duties-emergency', 360)
})
