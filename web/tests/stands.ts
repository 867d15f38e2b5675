// What every page has to hold, wide and on a phone; a screenshot of it is kept.
import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, settled } from './fixtures'

const screens = join(import.meta.dirname, '../test-results/screens')
mkdirSync(screens, { recursive: true })

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 5).join(' | ')}`)
}

// Nothing serious for axe, nothing to scroll sideways, and a picture to look at.
export async function stands(page: Page, name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: width < 500 ? 740 : 800 })
  await settled(page)
  await page.screenshot({ path: join(screens, `${name}-${width}.png`), fullPage: true })
  expect(await findings(page), `axe at ${width}`).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide, `scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
}
