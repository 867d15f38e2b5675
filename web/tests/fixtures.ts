// What every test has: the address of the pages, and a page of any role, logged in through the API so
// that only the tests of the login type a password.
import { test as base, expect, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test'
import type { Role } from '../src/app/faces'

export const password = 'zuoquan-2025'
export const logins: Partial<Record<Role, string>> = {
  'enterprise-owner': 'qiye1',
  'enterprise-operator': 'qiye1b',
  'provider-owner': 'fuwu1',
  expert: 'zhuanjia',
  reviewer: 'pingshen',
  'programme-officer': 'jingban',
  'batch-maker': 'pici',
  approver: 'shenpi',
  'platform-operator': 'pingtai',
  auditor: 'shenji',
  'system-administrator': 'xitong',
  'security-administrator': 'anquan',
  'audit-administrator': 'shenjiyuan',
}

let keys = 0
export const key = () => `test-${process.pid}-${Date.now()}-${keys++}`

type Cookies = Awaited<ReturnType<APIRequestContext['storageState']>>
// One login serves many tests, but not for ever: grave acts ask for the password when it was given
// more than five minutes ago.
const sessions = new Map<string, { state: Cookies; at: number }>()
const fresh_for = 150_000

export async function logIn(context: BrowserContext, login: string, baseURL: string, word = password): Promise<void> {
  const kept = sessions.get(login)
  if (kept && Date.now() - kept.at < fresh_for) {
    await context.addCookies(kept.state.cookies)
    if ((await context.request.get(`${baseURL}/api/v1/me`)).ok()) return // a test may have left
  }
  const answer = await context.request.post(`${baseURL}/api/v1/session`, {
    data: { login, password: word },
    headers: { 'Idempotency-Key': key() },
  })
  expect(answer.status(), `login of ${login}`).toBe(201)
  const state = await context.request.storageState()
  sessions.set(login, { state, at: Date.now() })
  await context.addCookies(state.cookies)
}

export interface Visit {
  page: Page
  context: BrowserContext
}

export const test = base.extend<{ enter: (login: string | undefined, width?: number) => Promise<Visit> }>({
  baseURL: async ({}, use) => {
    await use(process.env.ZQ_PAGES)
  },
  // A page in a browser context of its own: of one account, or of nobody.
  enter: async ({ browser, baseURL }: { browser: Browser; baseURL: string | undefined }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (login, width = 1280) => {
      const viewport = { width, height: width < 500 ? 740 : 800 }
      const context = await browser.newContext({ baseURL, viewport, locale: 'zh-CN', reducedMotion: 'reduce' })
      contexts.push(context)
      if (login) await logIn(context, login, baseURL!)
      return { context, page: await context.newPage() }
    })
    for (const context of contexts) await context.close()
  },
})
export { expect }

// The page stands: its heading is there and nothing is being read any more.
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible()
  await expect(page.locator('[data-state=loading]')).toHaveCount(0)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(300) // what is drawn in steps: tables of Element Plus, charts
}

// Papers that belong to no case of one's own, opened by giving a purpose.
export async function openPapers(page: Page): Promise<void> {
  await page.locator('[data-closed]').getByRole('button', { name: '说明目的并查看' }).first().click()
  await givePurpose(page)
}
export async function givePurpose(page: Page, purpose?: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '请说明查看目的' })
  if (purpose) await dialog.getByLabel('目的', { exact: true }).selectOption({ label: purpose })
  await dialog.getByLabel('具体事由').fill('热线第 17 号')
  await dialog.getByRole('button', { name: '查看', exact: true }).click()
  await expect(dialog).toBeHidden()
}

// What the browser complained of. A visitor without a session is told so by a 401, which is no fault;
// nor is a preview of what is not complete yet.
export function complaints(page: Page): string[] {
  const heard: string[] = []
  const previewed = new Set<string>()
  page.on('request', (request) => {
    if (request.headers().preview) previewed.add(request.url())
  })
  page.on('console', (message) => {
    const from = message.location().url
    const refused = previewed.has(from) && /status of 4(09|22)/.test(message.text())
    const closed = /\/files\/\w+\/transcript/.test(from) && message.text().includes('status of 403') // nobody's case
    const expected = refused || closed || from.endsWith('/api/v1/me') || from.endsWith('/changes')
    if (message.type() === 'error' && !expected) heard.push(`${message.text()} ${from}`)
  })
  page.on('pageerror', (error) => heard.push(String(error)))
  return heard
}
