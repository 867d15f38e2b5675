// Every page of every face, in a role that may see it, wide and on a phone: it stands, nothing
// complains, axe finds nothing serious, nothing has to be scrolled sideways; a screenshot is kept.
import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Face, Role } from '../src/app/faces'
import { exampleOf } from './examples'
import { complaints, expect, logins, settled, test } from './fixtures'

const pages = join(import.meta.dirname, '../src/pages')
const screens = join(import.meta.dirname, '../test-results/screens')
mkdirSync(screens, { recursive: true })

const faces: Face[] = []
for (const folder of readdirSync(pages)) {
  const routes = join(pages, folder, 'routes.ts')
  const module = (await import(routes).catch((error: unknown) => {
    if (readdirSync(join(pages, folder)).includes('routes.ts')) throw error
    return undefined
  })) as { face: Face } | undefined
  if (module) faces.push(module.face)
}

// Experts have work in 2023 alone.
const programmeOf = (face: Face) => (face.name === 'experts' ? 'beijing-2023' : 'beijing-2025')

interface Walk {
  name: string
  path: string
  programme: string
  role: Role | undefined
  face: string
}
const walks: Walk[] = [{ name: 'programmes', path: '/', programme: 'beijing-2025', role: undefined, face: 'public' }]
for (const face of faces) {
  for (const route of face.routes) {
    const roles = route.meta?.roles ?? face.roles
    const role = roles.find((one) => logins[one])
    const below = face.name === 'public' ? '' : `/${face.name}`
    const programme = programmeOf(face)
    const path = `/${programme}${below}${route.path ? `/${route.path}` : ''}`
    if (route.redirect === undefined) walks.push({ name: String(route.name), path, programme, role, face: face.name })
  }
}

async function withExamples(page: Page, walk: Walk): Promise<string | undefined> {
  let path = walk.path
  for (const [whole, name] of walk.path.matchAll(/:(\w+)(?:\([^)]*\))?\??/g)) {
    const id = await exampleOf(page.request, walk.programme, name!)
    if (!id) return undefined
    path = path.replace(whole, id)
  }
  return path
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 5).join(' | ')}`)
}

// Nothing serious for axe, nothing to scroll sideways, and a picture to look at.
async function stands(page: Page, name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: width < 500 ? 740 : 800 })
  await settled(page)
  await page.screenshot({ path: join(screens, `${name}-${width}.png`), fullPage: true })
  expect(await findings(page), `axe at ${width}`).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide, `scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
}

for (const walk of walks) {
  // Every day the first page of each face; all of them with ./dev test --deep.
  const isFirst = walk.path.split('/').length <= 3 && walk.path.endsWith(walk.face)
  const tag = isFirst || walk.name === 'home' ? [] : ['@deep']
  test(`${walk.face} ${walk.name}`, { tag }, async ({ enter }) => {
    const { page } = await enter(walk.role && logins[walk.role])
    const heard = complaints(page)
    const path = await withExamples(page, walk)
    test.skip(path === undefined, `no example for ${walk.path}`)
    await page.goto(path!)
    await settled(page)
    expect(await page.title()).toMatch(/.+ · /)
    for (const width of [1280, 360]) await stands(page, `${walk.face}-${walk.name}`, width)
    expect(heard).toEqual([])
  })
}
