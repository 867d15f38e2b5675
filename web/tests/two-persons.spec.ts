// An act that a rulebook gives to two persons: one proposes, another decides. Both years of Beijing ask
// one person only, so the city here has a rulebook that asks two for taking a product off the shelf.
import { otherProgrammes, Town, type Person } from './life'
import { expect, test } from './fixtures'
import { stands } from './stands'

const one = 'names     = ["delist-product"]\napprovals = 1'
const reason = '服务商停业，停止发券'

async function propose(officer: Person, product: number): Promise<number> {
  await officer.go(`bureau/products/${product}`)
  const dialog = await officer.ask('产品下线')
  await dialog.locator('textarea').fill(reason)
  await officer.confirm()
  await expect(officer.page.getByText('须另一人批准后生效').first()).toBeVisible()
  const { items } = await officer.read<{ items: { id: number; command: { reason: string } }[] }>('proposals?limit=200')
  const own = items.filter((item) => item.command.reason === reason)
  expect(own, 'a double click is one proposal').toHaveLength(1)
  return own[0]!.id
}

test('what one officer proposes takes effect when another person approves', async ({ browser }) => {
  test.setTimeout(180_000)
  const folder = otherProgrammes('beijing-2025/rulebook.toml', one, one.replace('= 1', '= 2'))
  const town = await Town.start(browser, 'beijing-2025', folder)
  try {
    const officer = await town.person('jingban')
    const { items } = await officer.read<{ items: { id: number; name: string }[] }>('catalogue?limit=1')
    const { id: product, name } = items[0]!
    const proposal = await propose(officer, product)
    await officer.go(`bureau/proposals/${proposal}`)
    await expect(officer.page.getByText('这是您提出的，须由另一人批准。')).toBeVisible()
    await expect(officer.page.getByRole('button', { name: '批准提议', exact: true })).toBeDisabled()

    const visitor = await town.person()
    await visitor.go(`catalogue/${product}`)
    await expect(visitor.page.locator('h1')).toHaveText(name)

    for (const [login, face] of [['shenpi', 'bureau'], ['pingtai', 'operator'], ['shenji', 'auditor']] as const) {
      const reader = await town.person(login)
      await reader.go(`${face}/proposals/${proposal}`)
      await expect(reader.page.getByText(reason)).toBeVisible()
      for (const width of [1280, 360]) await stands(reader.page, `${face}-${face}-proposal`, width)
      if (face !== 'bureau') continue
      await reader.page.setViewportSize({ width: 1280, height: 900 })
      await reader.does('批准提议')
      await expect(reader.page.getByText('已批准').first()).toBeVisible()
    }
    await officer.go(`bureau/products/${product}`)
    await expect(officer.page.getByText('已下线').first()).toBeVisible()
  } finally {
    await town.end()
  }
})
