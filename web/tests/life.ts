// A city of one's own for the whole life of an order: the clock of a city moves for all who are in it.
// Every person has a browser context of their own and types the password like anybody.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import { startCity, type City, type Kind } from './city'
import { expect, key, password, settled } from './fixtures'
import { pdfFile } from './pdf'

const screens = join(import.meta.dirname, '../test-results/screens')
export const typed_oddly = '很好 👩🏽‍🔧👍 שלום עולם مرحبا ＡＢ１２'

// The project's rulebooks with one text put for another.
export function otherProgrammes(file: string, from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'zuoquan-programmes-'))
  cpSync(resolve(import.meta.dirname, '../../programmes'), folder, { recursive: true })
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text.split(from).length, `${from} stands once in ${file}`).toBe(2)
  writeFileSync(join(folder, file), text.replace(from, to))
  return folder
}

export class Town {
  private contexts: BrowserContext[] = []
  private constructor(private readonly browser: Browser, readonly city: City, readonly programme: string, private readonly folder?: string) {}

  // A whole life takes longer than a password holds for grave acts.
  static async start(browser: Browser, programme: string, folder?: string, kind: Kind = { flags: ['--fresh-for', '900'] }): Promise<Town> {
    return new Town(browser, await startCity({ programmes: folder, ...kind }), programme, folder)
  }
  async end(): Promise<void> {
    await this.city.end()
    for (const context of this.contexts) await context.close()
    if (this.folder) rmSync(this.folder, { recursive: true, force: true })
  }
  async person(login?: string, width = 1280): Promise<Person> {
    const viewport = { width, height: width < 500 ? 740 : 900 }
    const context = await this.browser.newContext({ baseURL: this.city.address, viewport, locale: 'zh-CN', reducedMotion: 'reduce' })
    context.setDefaultTimeout(20_000)
    this.contexts.push(context)
    const person = new Person(this, context, await context.newPage(), login)
    if (login) {
      await person.page.goto(`/${this.programme}/log-in`)
      await person.logIn()
      await expect(person.page).not.toHaveURL(/log-in/)
    }
    return person
  }
}

export class Person {
  constructor(private readonly town: Town, readonly context: BrowserContext, readonly page: Page, private readonly login?: string) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  async logIn(): Promise<void> {
    await this.page.getByLabel('账号').fill(this.login!)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click()
  }
  async go(path: string): Promise<void> {
    await this.page.goto(`/${this.town.programme}/${path}`)
    await settled(this.page)
  }
  async ask(button: string): Promise<Locator> {
    await this.page.getByRole('button', { name: button, exact: true }).click()
    await expect(this.dialog).toBeVisible()
    return this.dialog
  }
  // A double click, as impatient people do: it has to be one act.
  async confirm(): Promise<void> {
    await this.dialog.locator('[data-confirm]').dblclick()
    await expect(this.dialog).toBeHidden()
    await settled(this.page)
  }
  async does(button: string): Promise<void> {
    await this.ask(button)
    await this.confirm()
  }
  async read<T>(path: string): Promise<T> {
    const answer = await this.context.request.get(`/api/v1/programmes/${this.town.programme}/${path}`)
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200)
    return (await answer.json()) as T
  }
  async keep(name: string): Promise<void> {
    await this.page.screenshot({ path: join(screens, `life-${this.town.programme}-${name}.png`), fullPage: true })
  }
  // Only the platform operator of a demonstration may: an hour past the instant.
  async movePast(instant: string): Promise<void> {
    const to = new Date(Date.parse(instant) + 3_600_000).toISOString()
    const answer = await this.context.request.post('/api/v1/demo/clock', { data: { to: `${to.slice(0, 19)}+00:00` }, headers: { 'Idempotency-Key': key() } })
    expect(answer.status(), await answer.text()).toBe(200)
  }
}

export async function today(person: Person): Promise<string> {
  const { now } = (await (await person.context.request.get('/api/v1/demo/clock')).json()) as { now: string }
  return now.slice(0, 10)
}

export interface Order {
  id: number
  number: string
  status: string
  amount: string
  subsidy: string
  own_payment: string
  rating: string
  stars: number
}
interface Says {
  dated?: string
  number?: string
  amount?: string
}
export async function addPaper(page: Page, kind: string, says: Says = {}, file = pdfFile(`${kind}.pdf`)): Promise<void> {
  const box = page.locator(`[data-kind=${kind}]`)
  await box.locator('input[type=file]').setInputFiles(file)
  await expect(box.getByText(file.name)).toBeVisible()
  if (says.dated) await box.locator('input[type=date]').fill(says.dated)
  if (says.number) await box.getByLabel('发票号码').fill(says.number)
  if (says.amount) await box.getByLabel('金额', { exact: true }).fill(says.amount)
  for (const [label, value] of [['份数', '20'], ['字数', '2400']] as const)
    if (await box.getByLabel(label).count()) await box.getByLabel(label).fill(value)
  const seal = box.getByLabel('本文件已加盖公章')
  if (await seal.count()) await seal.check()
}

// ---- acts that are the same in both years

export async function certify(buyer: Person): Promise<void> {
  const { page } = buyer
  await buyer.go('enterprise/certification')
  await page.getByRole('combobox', { name: '所属行业' }).fill('I6513')
  await page.getByRole('option', { name: /I6513/ }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('从业人员').fill('６０')
  await page.locator('#field-revenue').fill('900')
  await page.locator('#field-assets').fill('500')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.locator('[data-size=small]')).toBeVisible()
  await buyer.does('确认认证')
  await expect(page.locator('[data-log-place]')).toContainText('划型认证完成')
}

// Two clicks and the back button afterwards: one order.
export async function claim(buyer: Person, product: string): Promise<Order> {
  const { page } = buyer
  await buyer.go(`enterprise/buy?q=${encodeURIComponent(product)}`)
  await page.getByRole('link', { name: new RegExp(product) }).click()
  await settled(page)
  await buyer.keep('before-claim')
  await buyer.ask('确认领券下单')
  await page.locator('dialog [data-confirm]').dblclick()
  await expect(page.locator('[data-log-place]')).toContainText('领券下单成功')
  const id = Number(/orders\/(\d+)/.exec(page.url())![1])
  await page.goBack()
  await settled(page)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const { items } = await buyer.read<{ items: (Order & { product_name: string })[] }>('orders?status=placed')
  expect(items.filter((one) => one.product_name === product).map((one) => one.id)).toEqual([id])
  return buyer.read<Order>(`orders/${id}`)
}

// In two tabs: the second is told that it is too late, and then shows what is.
export async function accept(seller: Person, order: number): Promise<void> {
  const late = await seller.context.newPage()
  await late.route('**/changes', (route) => route.abort())
  await late.goto(seller.page.url().replace(/(provider).*/, `$1/orders/${order}`))
  await expect(late.getByRole('button', { name: '接单', exact: true })).toBeVisible()
  await seller.go(`provider/orders/${order}`)
  await seller.does('接单')
  await expect(seller.page.locator('[data-now] h2').first()).toHaveText('请与企业签约并登记合同')
  await late.getByRole('button', { name: '接单', exact: true }).click()
  await late.getByRole('dialog').locator('[data-confirm]').click()
  await expect(late.locator('[data-code=wrong-state]').first()).toBeVisible()
  await late.reload()
  await expect(late.locator('[data-now] h2').first()).toHaveText('请与企业签约并登记合同')
  await late.close()
}

export async function sign(seller: Person, order: Order, day: string): Promise<void> {
  const { page } = seller
  await page.getByRole('link', { name: '登记合同' }).click()
  await settled(page)
  await page.getByLabel('签约日期').fill(day)
  await page.getByLabel('服务开始').fill(day)
  await page.getByLabel('服务券抵用额', { exact: true }).fill(order.subsidy)
  await page.locator('#field-splits_payment').check()
  await page.locator('#field-lists_order').check()
  await page.locator('#field-table_on_last_page').check()
  await expect(page.locator('[data-is=failed]')).toHaveCount(0)
  await seller.does('提交合同')
  await expect(page.locator('[data-now] h2').first()).toHaveText('请备齐资料，申请兑付')
}

export async function complete(buyer: Person, order: number): Promise<void> {
  await buyer.go(`enterprise/orders/${order}`)
  await buyer.does('确认服务完成')
  await expect(buyer.page.locator('[data-log-place]')).toContainText('已确认服务完成')
}

export async function redeem(seller: Person, order: Order, day: string, kinds: string[]): Promise<void> {
  const { page } = seller
  await seller.go(`provider/orders/${order.id}/redemption`)
  const says: Record<string, Says> = {
    receipt: { dated: day, amount: order.own_payment },
    invoice: { dated: day, number: `2511200000${order.id}`, amount: order.amount },
  }
  for (const kind of kinds) await addPaper(page, kind, says[kind])
  await page.getByLabel('我已逐项核对').check()
  await expect(page.locator('aside [data-is=failed]')).toHaveCount(0)
  await seller.does('完成服务并提交')
  await expect(page.locator('[data-now] h2').first()).toHaveText('评审机构正在核验')
}

export async function returned(agency: Person, order: number, reason: string): Promise<void> {
  await agency.go(`agency/orders/${order}`)
  await agency.ask('退回补正')
  await agency.dialog.getByLabel('需要补正什么').fill(reason)
  await agency.confirm()
  await expect(agency.page.getByText('退回补正', { exact: true }).first()).toBeVisible()
}

export async function correct(seller: Person, order: Order, reason: string): Promise<void> {
  await seller.go(`provider/orders/${order.id}/redemption`)
  await expect(seller.page.getByText(reason)).toBeVisible()
  await seller.page.getByLabel('我已逐项核对').check()
  await seller.does('完成服务并提交')
  await expect(seller.page.locator('[data-now] h2').first()).toHaveText('评审机构正在核验')
}

export async function approve(agency: Person, order: number): Promise<void> {
  await agency.go(`agency/orders/${order}`)
  await agency.does('评审通过')
  await expect(agency.page.getByText('评审通过').first()).toBeVisible()
}

export async function makeBatch(maker: Person, order: Order): Promise<number> {
  const { page } = maker
  await maker.go('bureau/batches')
  const ready = page.getByRole('table', { name: '评审通过、尚未入批' })
  await ready.getByRole('row').filter({ hasText: order.number }).getByRole('checkbox').check()
  await maker.ask('建立批次')
  await maker.dialog.locator('[data-confirm]').click()
  await page.waitForURL(/\/batches\/\d+$/)
  await settled(page)
  const batch = Number(/(\d+)$/.exec(page.url())![1])
  await maker.does('批次公示')
  await expect(page.getByText('公示中').first()).toBeVisible()
  return batch
}

// The public reads the notice and objects: too much is told, odd letters are kept, two clicks are one.
export async function object(visitor: Person, batch: number, product: string, text: string): Promise<void> {
  const { page } = visitor
  await visitor.go('notices')
  await page.locator(`a[href$="/notices/payouts/${batch}"]`).first().click()
  await settled(page)
  await visitor.keep('notice')
  await page.getByRole('button', { name: new RegExp(`${product}.*提出异议`) }).click()
  const field = page.locator('#field-objection')
  await field.fill('x'.repeat(2001))
  await page.getByRole('button', { name: '提交异议' }).click()
  await expect(page.locator('#field-objection-error')).toHaveText('最多 2000 字')
  await field.fill(text)
  await page.getByRole('button', { name: '提交异议' }).dblclick()
  await expect(page.locator('[data-receipt]')).toBeVisible()
}

export async function dismiss(officer: Person, batch: number, text: string): Promise<void> {
  const { page } = officer
  await officer.go(`bureau/batches/${batch}`)
  const links = page.getByRole('main').getByRole('link', { name: /异议 \d+/ })
  await expect(links).toHaveCount(1) // of two clicks
  await links.click()
  await expect(page.getByText(text)).toBeVisible()
  await officer.ask('认定不成立')
  await officer.dialog.getByLabel('理由').fill('合同已核对，金额一致')
  await officer.confirm()
  await expect(page.getByText('不成立', { exact: true })).toBeVisible()
}

export async function settle(maker: Person, operator: Person, batch: number): Promise<void> {
  const { notice_ends } = await maker.read<{ notice_ends: string }>(`batches/${batch}`)
  await operator.movePast(notice_ends)
  await maker.go(`bureau/batches/${batch}`)
  await maker.does('公示期满确认')
  await expect(maker.page.getByRole('button', { name: '登记已拨付' })).toHaveCount(0) // it takes another person
}

export async function pay(payer: Person, batch: number): Promise<void> {
  await payer.go(`bureau/batches/${batch}`)
  await payer.does('登记已拨付')
  await expect(payer.page.getByText('已拨付').first()).toBeVisible()
}

export async function rate(buyer: Person, order: number): Promise<void> {
  const { page } = buyer
  await buyer.go(`enterprise/orders/${order}`)
  await expect(page.getByText('已拨付', { exact: true }).first()).toBeVisible()
  await page.getByText('5 星').click({ force: true })
  await page.locator('#field-text').fill(typed_oddly)
  await page.getByRole('button', { name: '提交评价' }).dblclick()
  await expect(page.locator('[data-log-place]')).toContainText('评价已记录')
  expect(await buyer.read<Order>(`orders/${order}`)).toMatchObject({ status: 'paid', stars: 5, rating: typed_oddly })
  await buyer.keep('paid')
}

// Every act of the life stands once in the order's history; the whole log hangs together.
export async function audit(auditor: Person, order: number, acts: string[]): Promise<void> {
  const { page } = auditor
  await auditor.go(`auditor/orders/${order}`)
  const history = page.getByRole('main')
  for (const act of acts) await expect(history.getByText(act, { exact: true }).first(), act).toBeVisible()
  const { items } = await auditor.read<{ items: { act: string }[] }>(`orders/${order}/timeline`)
  for (const once of ['claim', 'accept', 'sign', 'complete', 'review', 'disburse', 'rate'])
    expect(items.filter((one) => one.act === once), once).toHaveLength(1)
  expect(items.filter((one) => one.act === 'redeem')).toHaveLength(2)
  await auditor.keep('history')
  await auditor.go('auditor/verification')
  await page.getByRole('button', { name: '开始核验' }).click()
  await expect(page.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'intact', { timeout: 60_000 })
}
