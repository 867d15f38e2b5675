import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import { useSession } from '@/app/session'
import { being, meWith, no, serving, type Sent } from '@/app/test-me'
import SecondFactor from './SecondFactor.vue'

await needTexts(['account'])
const codes = Array.from({ length: 10 }, (_, index) => `0000-0000-0000-000${index}`)
const factor = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' }
let sent: Sent[] = []
const routes = {
  'GET me': (): [number, unknown] => [200, meWith({ second_factor: true })],
  'POST me/second-factor': (): [number, unknown] => [201, factor],
  'POST me/second-factor/activation': ({ code }: Record<string, string>): [number, unknown] =>
    code === '123456' ? [200, { recovery_codes: codes }] : [401, no('wrong-code')],
}
beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', serving(routes, sent))
})
afterEach(() => vi.unstubAllGlobals())

function shownTo(safety: Parameters<typeof meWith>[0]) {
  being(meWith(safety))
  return mount(SecondFactor, { attachTo: document.body })
}
type Shown = ReturnType<typeof shownTo>
async function send(shown: Shown, code: string) {
  await shown.find('[data-code-field]').setValue(code)
  await shown.find('form').trigger('submit')
  await flushPromises()
}

test('set up: the secret, a first code, and the recovery codes before anything else', async () => {
  const shown = shownTo({ held_for: 'second-factor', second_factor_needed: true })
  await shown.find('button.primary').trigger('click')
  await flushPromises()
  expect(shown.find('[data-secret]').text()).toBe('JBSW Y3DP EHPK 3PXP')
  expect(shown.find('svg[role=img]').exists()).toBe(true)
  await send(shown, '000000')
  expect(shown.find('[data-code=wrong-code]').exists()).toBe(true)
  expect(shown.find('[data-secret]').exists()).toBe(true)
  await send(shown, '123 456')
  expect(shown.findAll('[data-codes] li').map((one) => one.text())).toEqual(codes)
  expect(shown.emitted('telling')).toEqual([[true]])
  expect(useSession().held_for, 'the page stays until they were seen').toBe('second-factor')
  await shown.find('[data-codes] .primary').trigger('click')
  await flushPromises()
  expect(useSession().held_for).toBeUndefined()
  expect(shown.text()).toContain('已启用')
  expect(shown.find('[data-codes]').exists()).toBe(false)
  expect(JSON.stringify({ ...localStorage })).not.toContain('123456')
})

test('who must have one is not offered to do without', () => {
  const buttons = (shown: Shown) => shown.findAll('button').map((one) => one.text())
  expect(buttons(shownTo({ second_factor: true }))).toContain('停用二次验证')
  expect(buttons(shownTo({ second_factor: true, second_factor_needed: true }))).not.toContain('停用二次验证')
})
