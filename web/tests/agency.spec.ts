// The agency's way: a case is read, sent back with a reason, another one approved with less.
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, logins, settled, test } from './fixtures'

const desk = '/beijing-2025/agency'
const screens = join(import.meta.dirname, '../test-results/screens')
const keep = (page: Page, name: string) => page.screenshot({ path: join(screens, `journey-${name}.png`), fullPage: true })

async function openCase(page: Page, place: number): Promise<string> {
  await page.goto(desk)
  await settled(page)
  const row = page.locator('tr[data-order]').nth(place)
  const order = (await row.getAttribute('data-order'))!
  await row.getByRole('link').click()
  await settled(page)
  return order
}

test('a case shows its papers beside the checks and is sent back', async ({ enter }) => {
  const { page } = await enter(logins.reviewer)
  const order = await openCase(page, 0)
  await expect(page.locator('[data-papers] li').first()).toBeVisible()
  await expect(page.locator('[data-checks=paper] li').first()).toBeVisible()
  await expect(page.locator('[data-checks=contract]').getByRole('link', { name: /条款 B25-/ }).first()).toBeVisible()
  await keep(page, 'case')
  await page.getByRole('button', { name: '退回补正' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-confirm]').click() // without a reason the browser says so and nothing is sent
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('需要补正什么').fill('发票抬头与合同甲方不一致，请更换发票。')
  await keep(page, 'case-return')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('退回补正', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('发票抬头与合同甲方不一致').first()).toBeVisible()
  await page.goto(`${desk}/history?tab=returned`)
  await expect(page.locator(`tr[data-order="${order}"]`)).toBeVisible()
})

test('an amount can be lowered with a reason, and never raised', async ({ enter }) => {
  const { page } = await enter(logins.reviewer, 360)
  await openCase(page, 1)
  await page.getByRole('button', { name: '评审通过' }).click()
  const dialog = page.getByRole('dialog')
  const amount = dialog.getByLabel('核定金额', { exact: true })
  const held = await amount.inputValue()
  await amount.fill('99999999')
  await expect(dialog.getByText('不能高于占用的补贴')).toBeVisible()
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeVisible()
  await amount.fill(String(Math.floor(Number(held) / 2)))
  await expect(dialog.getByText(/^核减/)).toBeVisible()
  await dialog.getByLabel('理由').fill('合同中有一项不在支持范围。')
  await keep(page, 'case-approve-360')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('评审通过').first()).toBeVisible()
})

test('voiding asks for ground and reason', async ({ enter }) => {
  const { page } = await enter(logins.reviewer)
  await openCase(page, 2)
  await page.getByRole('button', { name: '作废订单' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('提交后不能再更改')
  await dialog.getByLabel('事由').selectOption('conditions')
  await dialog.getByLabel('理由').fill('使用条件不符。')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('订单作废', { exact: true }).first()).toBeVisible()
})
