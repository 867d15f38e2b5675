// Papers and spreadsheets where people need them: printed, checked by their code, filled in and read.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { complaints, expect, logins, settled, test } from './fixtures'

const api = '/api/v1/programmes/beijing-2025'
const save = async (page: Page, button: string) => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

test('an enterprise prints its size certificate and the order table', async ({ enter }) => {
  const { page, context } = await enter(logins['enterprise-owner'])
  const heard = complaints(page)
  const orders = (await (await context.request.get(`${api}/orders?limit=1`)).json()) as { items: { id: number; number: string }[] }
  await page.goto(`/beijing-2025/enterprise/orders/${orders.items[0]!.id}`)
  await settled(page)
  const certificate = await save(page, '划型证明及用券承诺')
  expect(certificate.name).toBe(`size-certificate-${orders.items[0]!.number}.pdf`)
  expect(certificate.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await save(page, '订单信息表')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(heard).toEqual([])
})

test('a certificate that nobody issued is told so', async ({ enter }) => {
  const { page } = await enter(undefined)
  await page.goto('/beijing-2025/check/BJ2025000000100?code=0123456789abcdef')
  await settled(page)
  await expect(page.locator('[data-check=unknown]')).toBeVisible()
})

test('a provider fills the application form in as a spreadsheet', async ({ enter }) => {
  const { page } = await enter(logins['provider-owner'])
  await page.goto('/beijing-2025/provider/applications/new')
  await settled(page)
  await page.getByText('用电子表格填写').click()
  const template = await save(page, '下载空白模板')
  expect(template.name).toBe('beijing-2025-application-form.xlsx')
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.getByLabel('读入填好的申请表').setInputFiles({ name: 'form.xlsx', mimeType, buffer: template.bytes })
  await expect(page.getByText('已读入 0 项。')).toBeVisible()
  await expect(page.getByText('C4（服务产品所属类别）：请填写')).toBeVisible()
  await page.getByLabel('读入填好的申请表').setInputFiles({ name: 'form.xlsx', mimeType, buffer: Buffer.from('PK nothing') })
  await expect(page.getByText('这不是可以打开的 XLSX 文件')).toBeVisible()
})

test('a list is saved as a workbook', async ({ enter }) => {
  const { page } = await enter(logins['programme-officer'])
  await page.goto('/beijing-2025/bureau/orders?status=paid')
  await settled(page)
  const book = await save(page, '导出 XLSX')
  expect(book.name).toMatch(/\.xlsx$/)
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK')
})
