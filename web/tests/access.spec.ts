// Who may see what, and what becomes of a page when its session ends.
import type { Route } from '@playwright/test'
import { expect, password, settled, test } from './fixtures'

const home = '/beijing-2025'

test('a deep link survives the login', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto(`${home}/enterprise/certification`)
  await page.getByLabel('账号').fill('qiye1')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.locator('form button[type=submit]').click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('登录')
  await expect(page).toHaveURL(/\/enterprise\/certification$/)
})

test('a page for others says for whom it is', async ({ enter }) => {
  const { page } = await enter('qiye1')
  await page.goto(`${home}/bureau`)
  await expect(page.locator('[data-state=forbidden]')).toContainText('主管部门经办')
  await expect(page.locator('[data-state=forbidden]')).toContainText('企业负责人')
})

test('a session that ends while a form is half filled costs nothing', async ({ enter }) => {
  const { page, context } = await enter('qiye1')
  await page.goto(`${home}/enterprise/certification`)
  await settled(page)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('从业人员').fill('６６')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '确认认证', exact: true }).click()
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/certification')) sent.push(request.headers()['idempotency-key'] ?? '')
  })
  const ended = async (route: Route) => {
    await context.clearCookies()
    await route.continue()
  }
  await page.route('**/certification', ended, { times: 1 })
  await page.locator('[data-confirm]').click()
  const over = page.getByRole('dialog', { name: '登录已过期' })
  await expect(over).toBeVisible()
  await over.getByLabel('账号').fill('qiye1')
  await over.getByLabel('密码', { exact: true }).fill(password)
  await over.locator('button[type=submit]').click()
  await expect(over).toBeHidden()
  await expect(page).toHaveURL(/enterprise\/mine$/)
  await expect(page.getByText('66').first()).toBeVisible()
  expect(sent).toHaveLength(2)
  expect(sent[0]).toBe(sent[1])
})

test('an address that does not exist says so', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('没有这个页面')
  await page.goto(`${home}/catalogue/999999999`)
  await expect(page.locator('[data-code=unknown-object]')).toBeVisible()
})

test('leaving ends the session in every tab of it', async ({ enter }) => {
  const { page, context } = await enter('qiye1b')
  await page.goto(home)
  await page.locator('details.who summary').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('link', { name: '登录' })).toBeVisible()
  const other = await context.newPage()
  await other.goto(`${home}/enterprise`)
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('登录')
})

test('in a demonstration one may be anybody with one press', async ({ enter }) => {
  const { page } = await enter(undefined, 360)
  await page.goto(`${home}/log-in`)
  await page.locator('[data-login=shenji]').click()
  await expect(page).toHaveURL(/\/auditor$/)
})
