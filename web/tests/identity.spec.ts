// The city's own log-in, against a real identity provider: to link, to come by it, and every way in
// which it does not work out.
import type { Page } from '@playwright/test'
import { expect, settled, test } from './fixtures'
import { IdentityProvider } from './identity-provider'
import { Town, type Person } from './life'
import { stands } from './stands'

const by_city = '使用市统一身份认证登录'
let provider: IdentityProvider
let town: Town

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  provider = await IdentityProvider.start()
  town = await Town.start(browser, 'beijing-2025', undefined, { flags: ['--fresh-for', '10', ...provider.flags] })
  provider.serve(town.city.address)
})
test.afterAll(async () => {
  await town.end()
  await provider.end()
})

async function atLogIn(): Promise<Person> {
  const person = await town.person()
  await person.go('log-in')
  return person
}
async function leave(page: Page): Promise<void> {
  await page.locator('details.who summary').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('link', { name: '登录' })).toBeVisible()
}
const refusal = (page: Page, code: string) => page.locator(`[data-identity-return] [data-code=${code}]`)

test('an identity that nobody is tied to opens nothing', async () => {
  const { page } = await atLogIn()
  for (const width of [1280, 360]) await stands(page, 'identity-log-in', width)
  await page.getByRole('button', { name: by_city }).click()
  await provider.logIn(page, 'stranger')
  await provider.goOn(page)
  await expect(refusal(page, 'identity-unknown')).toBeVisible()
  await expect(page).toHaveURL(`${town.city.address}/identity-return`)
  for (const width of [1280, 360]) await stands(page, 'identity-unknown', width)
  await page.getByRole('button', { name: '切换为英文' }).click()
  await expect(page.locator('[data-identity-return]')).toContainText('No account here is tied to this identity')
})

test('whoever gives up there, or brings what is not his, stays outside', async () => {
  const { page } = await atLogIn()
  await page.getByRole('button', { name: by_city }).click()
  await page.getByRole('link', { name: /Cancel/ }).click()
  await expect(refusal(page, 'identity-declined')).toBeVisible()
  await page.goto('/identity-return?code=made-up&state=made-up')
  await expect(refusal(page, 'identity-over')).toBeVisible()
  // A link that somebody else made, in the name of his own account.
  const other = await atLogIn()
  await other.page.getByRole('button', { name: by_city }).click()
  let brought = ''
  other.page.on('request', (request) => {
    if (request.url().includes('/identity-return?')) brought = request.url()
  })
  await other.page.route('**/api/v1/identity-returns', (route) => route.abort())
  await provider.logIn(other.page, 'evil')
  await provider.goOn(other.page)
  await expect.poll(() => brought).toContain('state=')
  await page.goto(brought)
  await expect(refusal(page, 'identity-over')).toBeVisible()
  await page.goto('/identity-return')
  await expect(page.locator('[data-identity-return]')).toContainText('直接访问没有内容')
})

test('an account is linked, entered, and no more linked', async () => {
  test.setTimeout(120_000)
  const { page } = await town.person('qiye1')
  await page.goto('/beijing-2025/account')
  await settled(page)
  await page.getByRole('button', { name: '绑定市统一身份认证' }).click()
  await provider.logIn(page, 'zhang')
  await provider.goOn(page)
  await expect(page).toHaveURL(/\/beijing-2025\/account$/)
  const card = page.locator('[data-identities]')
  await expect(card).toContainText(provider.issuer)
  for (const width of [1280, 360]) await stands(page, 'identity-linked', width)

  // ---- come again: where one wanted to be, without a password
  await leave(page)
  await page.goto('/beijing-2025/enterprise/orders')
  await page.getByRole('button', { name: by_city }).click()
  await expect(page).toHaveURL(/\/beijing-2025\/enterprise\/orders$/)
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的订单')
  await page.goto('/beijing-2025/account')
  await settled(page)
  await expect(page.getByText('统一身份认证登录', { exact: true })).toHaveCount(1)

  // ---- the link ends: a grave act, so the password is asked for
  await card.getByRole('button', { name: '解除绑定' }).click()
  await page.getByRole('dialog').locator('[data-confirm]').click()
  const asked = page.getByRole('dialog', { name: '请再次输入密码' })
  await asked.getByLabel('密码').fill('zuoquan-2025')
  await page.keyboard.press('Enter')
  await expect(card).toContainText('尚未绑定')
  await leave(page)
  await page.goto('/beijing-2025/log-in')
  await page.getByRole('button', { name: by_city }).click()
  await expect(refusal(page, 'identity-unknown')).toBeVisible()
})

test('an invited person needs no password here, and confirms grave acts there', async () => {
  test.setTimeout(120_000)
  const { page: owner } = await town.person('qiye2')
  await owner.goto('/beijing-2025/enterprise/mine')
  await owner.getByRole('link', { name: '成员与邀请' }).click()
  await settled(owner)
  await owner.getByRole('button', { name: '邀请成员' }).click()
  await owner.getByRole('dialog').locator('[data-confirm]').click()
  const link = await owner.getByRole('dialog').locator('[data-link]').innerText()

  const { page } = await town.person()
  await page.goto(link)
  await page.getByLabel('姓名').fill('外来的经办')
  for (const width of [1280, 360]) await stands(page, 'identity-invitation', width)
  await page.getByRole('button', { name: '使用市统一身份认证接受邀请' }).click()
  await provider.logIn(page, 'newcomer')
  await provider.goOn(page)
  await expect(page).toHaveURL(/\/beijing-2025\/enterprise$/)
  await settled(page)
  await page.goto('/beijing-2025/account')
  await settled(page)
  await expect(page.locator('[data-identities]')).toContainText('您没有密码')
  await expect(page.getByRole('heading', { name: '密码', exact: true })).toHaveCount(0)

  await page.getByRole('button', { name: '设置二次验证' }).click()
  const asked = page.getByRole('dialog', { name: '请再次确认身份' })
  await stands(page, 'identity-confirm', 360)
  const [window] = await Promise.all([page.waitForEvent('popup'), asked.getByRole('button', { name: '使用市统一身份认证确认' }).click()])
  await provider.logIn(window, 'newcomer') // once more, though there is a session over there
  await expect(asked).toBeHidden()
  await expect(page.locator('[data-secret]')).toBeVisible()
})

test('keys that turn let people in, and a provider that is away keeps nobody out @deep', async () => {
  test.setTimeout(180_000)
  const { page } = await atLogIn()
  await page.waitForTimeout(61_000) // unknown keys are asked for once a minute
  provider.turnKeys()
  await page.getByRole('button', { name: by_city }).click()
  await provider.logIn(page, 'after the turn')
  await provider.goOn(page)
  await expect(refusal(page, 'identity-unknown')).toBeVisible()

  const person = await atLogIn()
  await person.page.getByRole('button', { name: by_city }).click()
  await provider.logIn(person.page, 'zhang')
  await expect(person.page.getByRole('button', { name: 'Continue' })).toBeVisible()
  await person.page.route('**/api/v1/identity-returns', async (route) => {
    await provider.stop()
    await route.continue()
  })
  await provider.goOn(person.page)
  await expect(refusal(person.page, 'identity-out-of-reach')).toBeVisible()
  await stands(person.page, 'identity-away', 360)

  await page.goto('/beijing-2025/log-in')
  await page.getByLabel('账号').fill('qiye1')
  await page.getByLabel('密码', { exact: true }).fill('zuoquan-2025')
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).toHaveURL(/\/enterprise$/)
  await provider.startAgain()
})
