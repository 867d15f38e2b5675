// Every page of every face, in a role that may see it, wide and on a phone: it stands, nothing
// complains, axe finds nothing serious, nothing has to be scrolled sideways; a screenshot is kept.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Face, Role } from '../src/app/faces'
import { exampleOf } from './examples'
import { complaints, expect, logins, settled, test } from './fixtures'
import { stands } from './stands'

const pages = join(import.meta.dirname, '../src/pages')

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
    // Both years ask one person only; two-persons.spec.ts walks it where two are asked for.
    if (route.path.includes(':proposal')) continue
    if (route.redirect === undefined) walks.push({ name: String(route.name), path, programme, role, face: face.name })
  }
}

async function withExamples(page: Page, walk: Walk, programme: string): Promise<string | undefined> {
  let path = walk.path.replace(walk.programme, programme)
  for (const [whole, name] of walk.path.matchAll(/:(\w+)(?:\([^)]*\))?\??/g)) {
    const id = await exampleOf(page.request, programme, name!)
    if (!id) return undefined
    path = path.replace(whole, id)
  }
  return path
}

for (const walk of walks) {
  // Every day the first page of each face; all of them with ./dev test --deep.
  const isFirst = walk.path.split('/').length <= 3 && walk.path.endsWith(walk.face)
  const tag = isFirst || walk.name === 'home' ? [] : ['@deep']
  test(`${walk.face} ${walk.name}`, { tag }, async ({ enter }) => {
    const { page } = await enter(walk.role && logins[walk.role])
    const heard = complaints(page)
    // Spot checks, for one, the city has had in the first year only.
    const path = (await withExamples(page, walk, walk.programme)) ?? (await withExamples(page, walk, 'beijing-2023'))
    expect(path, `an example for ${walk.path}`).toBeDefined()
    await page.goto(path!)
    await settled(page)
    expect(await page.title()).toMatch(/.+ · /)
    for (const width of [1280, 360]) await stands(page, `${walk.face}-${walk.name}`, width)
    expect(heard).toEqual([])
  })
}
