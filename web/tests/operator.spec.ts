// The operator imports a list: a preview, what is wrong line by line, the good lines taken.
import { expect, settled, test } from './fixtures'

const csv = (lines: string[]) => Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`)
const head = '名称,统一社会信用代码,注册地,法定形式'

test('a list with wrong lines is refused line by line, then its good lines are taken', async ({ enter }) => {
  const { page, context } = await enter('pingtai')
  const known = (await (await context.request.get('/api/v1/programmes/beijing-2025/enterprises?limit=1')).json()) as { items: { name: string; uscc: string }[] }
  const good = known.items[0]!
  await page.goto('/beijing-2025/operator/import')
  await settled(page)
  await page.getByLabel('来源').fill('市场监管登记信息')
  const [titles] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载空表' }).click()])
  expect(titles.suggestedFilename()).toBe('enterprise.csv')

  const lines = [head.replace('名称', '企业名称'), `${good.name},${good.uscc},110101,company`, '"错号, 公司",123,11010,foo']
  await page.locator('#field-file').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: csv(lines) })
  await expect(page.getByText('共 2 行')).toBeVisible()
  await expect(page.getByRole('cell', { name: '错号, 公司' })).toBeVisible()
  await page.getByRole('button', { name: '检查并导入' }).click()
  const wrong = page.locator('[data-wrong]')
  await expect(wrong.getByText('有 3 处不对')).toBeVisible()
  await expect(wrong.getByRole('row', { name: /第 3 行.*统一社会信用代码.*123/ })).toBeVisible()
  await expect(wrong.getByText('没有导入任何一行')).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/operator-import-wrong-1280.png', fullPage: true })

  await page.getByRole('button', { name: '只导入正确的行' }).click()
  await expect(page.getByText('已导入 1 行')).toBeVisible()
})

test('a missing column and an unknown one are named before anything is sent', async ({ enter }) => {
  const { page } = await enter('pingtai', 360)
  await page.goto('/beijing-2025/operator/import')
  await settled(page)
  await page.locator('#field-file').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: csv(['企业名称,电话', '甲,1']) })
  await expect(page.getByText('缺少列：统一社会信用代码、注册地、法定形式')).toBeVisible()
  await expect(page.getByText('不认识的列')).toBeVisible()
})

test('a person is registered, given a role, and loses it', async ({ enter }) => {
  const { page } = await enter('pingtai')
  const login = `xin${Date.now()}`
  await page.goto('/beijing-2025/operator/persons')
  await settled(page)
  await page.getByRole('button', { name: '登记人员' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('新来的人')
  await dialog.getByLabel('账号').fill(login)
  await dialog.getByLabel('初始密码').fill('a long first password 2025')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
  await page.getByRole('row', { name: /新\*\*\*/ }).first().getByRole('link', { name: '角色' }).click()
  await settled(page)
  await page.getByRole('button', { name: '授予角色' }).click()
  await dialog.getByLabel('单位 ID').fill('1')
  await expect(dialog.getByLabel('角色').locator('option[value=batch-maker]')).toHaveCount(0) // not his to give
  await dialog.getByLabel('角色').selectOption('expert')
  await dialog.locator('[data-confirm]').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('有效', { exact: true }).last()).toBeVisible()
  await page.getByRole('button', { name: '收回角色' }).click()
  await expect(dialog.getByText('不能再以“评审专家”身份办事')).toBeVisible()
  await dialog.locator('[data-confirm]').click()
  await expect(page.getByText('已收回').last()).toBeVisible()
})

test('a product application is returned with a reason', async ({ enter }) => {
  const { page } = await enter('pingtai')
  await page.goto('/beijing-2025/operator/products?status=submitted')
  await settled(page)
  await page.getByRole('cell').getByRole('link').first().click()
  await page.getByRole('button', { name: '退回', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('截图看不清，请换图')
  await dialog.locator('[data-confirm]').click()
  await expect(page.getByText('截图看不清，请换图').first()).toBeVisible()
})
