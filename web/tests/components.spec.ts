// Every component with its examples under axe, at both widths, on one page that is not part of the
// product. A screenshot is kept.
import { AxeBuilder } from '@axe-core/playwright'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { expect, test } from './fixtures'

const web = join(import.meta.dirname, '..')
let server: ViteDevServer
let address = ''

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  const quiet = { port: 0, host: '127.0.0.1', hmr: false as const }
  server = await createServer({ root: web, server: quiet, logLevel: 'error' })
  await server.listen()
  address = server.resolvedUrls!.local[0]!
})
test.afterAll(() => server.close())

for (const [width, what] of [
  [1280, 'all'],
  [1280, 'Sheet'],
  [360, 'all'],
  [360, 'Sheet'],
] as const) {
  test(`components at ${width}: ${what}`, async ({ enter }) => {
    const { page } = await enter(undefined, width)
    const wrong: string[] = []
    page.on('pageerror', (error) => wrong.push(String(error)))
    await page.route('**/api/v1/files/**', (route) => route.fulfill({ status: 404, json: {} })) // nobody has these papers
    await page.goto(`${address}tests/gallery/index.html?component=${what}`)
    await expect(page.locator('[data-example]').last()).toBeAttached({ timeout: 40_000 })
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(web, `test-results/screens/components-${what}-${width}.png`), fullPage: true })
    // One page holds the same field many times, and each component its own h1.
    const rules = ['duplicate-id', 'duplicate-id-aria', 'region']
    const { violations } = await new AxeBuilder({ page }).disableRules(rules).analyze()
    const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
    expect(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(wrong).toEqual([])
  })
}
