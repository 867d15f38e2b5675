// What was handed in is taken back until a reviewer has opened it. Neither year of Beijing has such a
// recall, so the city here has a rulebook that does.
import { otherProgrammes, Town } from './life'
import { expect, test } from './fixtures'

const before = '[[reading]]\nfrom    = 2025-01-01\nname    = "stars_max"'
const recall = '[[reading]]\nfrom    = 2025-01-01\nname    = "recall_until_opened"\nvalue   = true\nclauses = ["Z-025"]\n\n'

test('papers are taken back until a reviewer opens them', async ({ browser }) => {
  test.setTimeout(180_000)
  const town = await Town.start(browser, 'beijing-2025', otherProgrammes('beijing-2025/rulebook.toml', before, recall + before))
  try {
    const seller = await town.person('fuwu1')
    const { items } = await seller.read<{ items: { id: number }[] }>('orders?status=in-review')
    expect(items.length, 'the demo city has an order of this seller in review').toBeGreaterThan(0)
    const { id } = items[0]!
    await seller.go(`provider/orders/${id}`)
    await expect(seller.page.locator('[data-recall]')).toContainText('评审机构开始审核之前可以撤回')

    const agency = await town.person('pingshen')
    await agency.go(`agency/orders/${id}`)
    await seller.does('撤回')
    expect((await seller.read<{ status: string }>(`orders/${id}`)).status).toBe('redeeming')
    await seller.page.goto(`/beijing-2025/provider/orders/${id}/redemption`)
    await seller.page.getByRole('checkbox').last().check()
    const dialog = await seller.ask('完成服务并提交')
    await expect(dialog).toContainText('评审机构开始审核前可以撤回')
    await seller.confirm()

    await agency.go(`agency/orders/${id}`)
    await agency.page.getByRole('button', { name: '开始审核', exact: true }).click()
    await expect(agency.page.getByRole('button', { name: '开始审核', exact: true })).toHaveCount(0)
    await seller.go(`provider/orders/${id}`)
    await expect(seller.page.locator('[data-recall]')).toContainText('由评审机构退回')
  } finally {
    await town.end()
  }
})
