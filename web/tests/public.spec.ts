// What visitors do: find out whether they may, look for a product, follow the stock, object.
import { complaints, expect, key, logIn, settled, test } from './fixtures'

const home = '/beijing-2025'
const api = '/api/v1/programmes/beijing-2025'

test('a size test with the keyboard alone, and a no that leads to its clause', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto(`${home}/size-test`)
  await page.getByRole('button', { name: '开始测算' }).press('Enter')
  await expect(page.getByText('请从列表中选择行业')).toBeVisible()
  await expect(page.getByRole('combobox', { name: '所属行业' })).toBeFocused()

  await page.keyboard.type('应用软件')
  await expect(page.getByRole('option', { name: /I6513/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('６０')
  await page.keyboard.press('Tab')
  await page.keyboard.type('900')
  await expect(page.getByText('玖佰万元整')).toBeVisible()
  await page.getByRole('button', { name: '开始测算' }).press('Enter')
  await expect(page.locator('[data-size=small]')).toBeVisible()
  await expect(page.getByText('1,000,000.00 元').first()).toBeVisible()

  await page.reload()
  await expect(page.locator('[data-size=small]')).toBeVisible()

  await page.getByLabel('注册地').selectOption({ label: '北京以外' })
  await page.getByRole('button', { name: '开始测算' }).click()
  await expect(page.locator('[data-code=not-in-beijing]')).toBeVisible()
  await page.getByRole('link', { name: '条款 B25-006' }).click()
  await expect(page).toHaveURL(/clauses#B25-006$/)
  await expect(page.locator('#B25-006')).toHaveClass(/marked/)
  await expect(page.locator('#B25-006')).toBeInViewport()
})

test('the filters of the catalogue live in the address', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto(`${home}/catalogue`)
  await settled(page)
  await page.getByRole('button', { name: '芯片测试和认证' }).click()
  await page.getByRole('searchbox').fill('认证')
  await expect(page).toHaveURL(/direction=chip/)
  await expect(page).toHaveURL(/q=/)
  const cards = page.locator('a[href*="/catalogue/"]')
  await expect(cards.first()).toBeVisible()
  const found = await cards.count()
  await page.reload()
  await settled(page)
  await expect(cards).toHaveCount(found)
  await expect(page.getByRole('searchbox')).toHaveValue('认证')
  await expect(page.getByRole('button', { name: '芯片测试和认证' })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('searchbox').fill('没有这样的产品😀\u202eأ')
  await page.getByRole('button', { name: '清除条件' }).click()
  await expect(page).toHaveURL(/catalogue$/)
})

test('the stock of a product follows a claim without reload', async ({ enter, baseURL }) => {
  const { page, context } = await enter(undefined)
  const heard = complaints(page)
  const { items } = await (await context.request.get(`${api}/catalogue?in_stock=true&limit=40&sort=price`)).json()
  const buyer = await enter('qiye1')
  await logIn(buyer.context, 'qiye1', baseURL!)
  const product = items.find((one: { direction: string }) => one.direction !== 'digital-marketing')
  await page.goto(`${home}/catalogue/${product.id}`)
  await expect(page.locator('[data-live=live]')).toBeVisible()
  await expect(page.locator('aside [data-stock]')).toContainText(`余 ${product.vouchers_left} 张券`)
  const claimed = await buyer.context.request.post(`${api}/orders`, {
    data: { product: product.id },
    headers: { 'Idempotency-Key': key() },
  })
  expect(claimed.status(), await claimed.text()).toBe(201)
  await expect(page.locator('aside [data-stock]')).toContainText(`余 ${product.vouchers_left - 1} 张券`)
  expect(heard).toEqual([])
})

test('anybody objects to a product on notice; a double click is one objection', async ({ enter }) => {
  const { page } = await enter(undefined, 360)
  await page.goto(`${home}/notices`)
  await settled(page)
  const open = page.getByRole('button', { name: /提出异议/ }).first()
  await open.click()
  const send = page.getByRole('button', { name: '提交异议' })
  await send.click()
  await expect(page.getByText('请填写异议内容')).toBeVisible()
  const field = page.getByLabel('异议内容')
  await field.fill('重'.repeat(100_000))
  await send.click()
  await expect(page.getByText('最多 2000 字')).toBeVisible()
  const words = `价格高于市场价 ${key()} 😀`
  await field.fill(words)
  await send.dblclick()
  await expect(page.locator('[data-receipt]')).toBeVisible()
  const number = await page.locator('[data-receipt] dd').first().textContent()

  const bureau = await enter('jingban')
  const { items } = await (await bureau.context.request.get(`${api}/objections?limit=200`)).json()
  const mine = items.filter((one: { text: string }) => one.text === words)
  expect(mine.map((one: { id: number }) => String(one.id))).toEqual([number])
})

test('the language is kept, and every word of a page is in it', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto(home)
  await settled(page)
  await page.getByRole('button', { name: '切换为英文' }).click()
  await expect(page.getByRole('heading', { name: 'Beijing SME service vouchers 2025' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.reload()
  await settled(page)
  await expect(page.getByRole('link', { name: 'See what there is' })).toBeVisible()
  for (const path of ['', '/size-test', '/clauses', '/sanctions', '/statistics']) {
    await page.goto(`${home}${path}`)
    await settled(page)
    const words = await page.locator('header, main h1, main h2, main label, main button, footer').allTextContents()
    expect(words.join(' ').replace(/中文|券/g, '')).not.toMatch(/\p{Script=Han}/u)
  }
})

test('a wrong password is told; after the right one the page is there again', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto(`${home}/catalogue/446`)
  await settled(page)
  await page.getByRole('link', { name: '登录' }).click()
  await page.getByLabel('账号').fill('qiye1')
  await page.getByLabel('密码', { exact: true }).fill('wrong-wrong')
  await page.locator('form button[type=submit]').click()
  await expect(page.locator('[data-code=wrong-password]')).toBeVisible()
  await page.getByLabel('密码', { exact: true }).fill('zuoquan-2025')
  await page.locator('form button[type=submit]').click()
  await expect(page).toHaveURL(/catalogue\/446$/)
  await expect(page.locator('summary')).toContainText('企业负责人')
})

test('at 200 percent nothing has to be scrolled sideways', async ({ enter }) => {
  const { page } = await enter(undefined, 640)
  for (const path of ['', '/size-test', '/catalogue', '/notices', '/clauses', '/sanctions', '/statistics']) {
    await page.goto(`${home}${path}`)
    await settled(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide, path).toBeLessThanOrEqual(0)
  }
})

test('the programme that is over is shown too', async ({ enter }) => {
  const { page } = await enter(undefined)
  const heard = complaints(page)
  for (const path of ['', '/catalogue', '/notices', '/sanctions', '/statistics', '/clauses']) {
    await page.goto(`/beijing-2023${path}`)
    await settled(page)
    await page.screenshot({ path: `test-results/screens/2023${path.replace('/', '-')}.png`, fullPage: true })
  }
  expect(heard).toEqual([])
})
