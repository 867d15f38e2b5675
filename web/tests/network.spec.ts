// What pages weigh, and what they do on a slow line and while the server is away.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startCity } from './city'
import { expect, logins, settled, test } from './fixtures'

const dist = join(import.meta.dirname, '../dist')
const home = '/beijing-2025'

for (const [who, login, path] of [
  ['a visitor', undefined, home],
  ['an enterprise', logins['enterprise-owner'], `${home}/enterprise`],
] as const) {
  test(`the first load of ${who} stays under 150 KB of script`, async ({ enter }) => {
    const { page } = await enter(login, 360)
    const scripts = new Set<string>()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) scripts.add(pathname)
    })
    await page.goto(path)
    await settled(page)
    const bytes = [...scripts].reduce((sum, script) => sum + gzipSync(readFileSync(join(dist, script))).length, 0)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(150 * 1024)
    expect([...scripts].filter((script) => /\/(desk|charts)-/.test(script))).toEqual([])
  })
}

test('a page stands on a slow line', async ({ enter }) => {
  const { page, context } = await enter(undefined, 360)
  const line = await context.newCDPSession(page)
  const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 }
  await line.send('Network.emulateNetworkConditions', slow)
  await page.goto(`${home}/catalogue`)
  await expect(page.locator('a[href*="/catalogue/"]').first()).toBeVisible({ timeout: 30_000 })
})

test('a page says that the server is gone, and goes on when it is back', async ({ enter }) => {
  test.setTimeout(180_000)
  const city = await startCity()
  try {
    const { page } = await enter(undefined)
    await page.goto(`${city.address}${home}/catalogue`)
    await expect(page.locator('[data-live=live]')).toBeVisible()
    await city.stop()
    await expect(page.locator('[data-live=lost]')).toBeVisible()
    await page.getByRole('button', { name: '芯片测试和认证' }).click()
    await expect(page.getByText('网络不通，正在重试')).toBeVisible()
    await city.restart()
    await expect(page.locator('[data-live=live]')).toBeVisible({ timeout: 60_000 })
    const retry = page.getByRole('button', { name: '重试' })
    if (await retry.isVisible()) await retry.click()
    await settled(page)
    await expect(page.locator('[data-state=full]')).toBeVisible()
    await expect(page.locator('a[href*="/catalogue/"]').first()).toContainText('芯片测试和认证')
  } finally {
    await city.end()
  }
})
