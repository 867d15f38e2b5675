import { config, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Router } from 'vue-router'
import { being, meWith, no, serving, type Sent } from '@/app/test-me'
import IdentityReturn from './IdentityReturn.vue'

let sent: Sent[] = []
let session = being()
beforeEach(() => {
  sent = []
  session = being()
})
afterEach(() => vi.unstubAllGlobals())

const router = config.global.plugins[2] as Router
async function arrived(address: string, answer: (body: Record<string, string>) => [number, unknown]) {
  const programmes = (): [number, unknown] => [200, { items: [{ code: 'beijing-2023', open: false }, { code: 'beijing-2025', open: true }] }]
  vi.stubGlobal('fetch', serving({ 'POST identity-returns': answer, 'GET programmes': programmes }, sent))
  await router.push(address)
  const shown = mount(IdentityReturn, { attachTo: document.body })
  await flushPromises()
  return shown
}
const done = (aim: string, return_to = '') => ({ aim, return_to, me: meWith() })

test('what the address bears is handed over once, and leads where one wanted to be', async () => {
  await arrived('/identity-return?code=c&state=s&iss=i&session_state=x', () => [200, done('log-in', '/beijing-2025/enterprise/orders?a=1')])
  expect(sent[0]!.body).toEqual({ code: 'c', state: 's', iss: 'i' })
  expect(router.currentRoute.value.fullPath).toBe('/beijing-2025/enterprise/orders?a=1')
  expect(session.me?.person).toBe(27)
})

test('without a place one comes to the desk of the role', async () => {
  await arrived('/identity-return?code=c&state=s', () => [200, done('accept-invitation')])
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/beijing-2025/enterprise'))
})

test('a second factor is asked for, and the errand is not begun anew', async () => {
  const shown = await arrived('/identity-return?code=c&state=s', ({ one_time_code }) =>
    one_time_code === '123456' ? [200, done('log-in', '/')] : [401, no(one_time_code ? 'wrong-code' : 'code-needed')])
  expect(shown.find('[role=alert]').exists()).toBe(false)
  await shown.find('[data-code-field]').setValue('000000')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(shown.find('[data-code=wrong-code]').exists()).toBe(true)
  await shown.find('[data-code-field]').setValue('123 456')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(sent.at(-1)!.body).toEqual({ state: 's', one_time_code: '123456' })
  expect(session.me?.person).toBe(27)
})

test.each(['identity-unknown', 'identity-over', 'identity-declined', 'identity-refused', 'identity-out-of-reach'])(
  '%s is told, with what can be done', async (code) => {
    const shown = await arrived('/identity-return?error=e&state=s', () => [401, no(code)])
    expect(sent[0]!.body).toEqual({ error: 'e', state: 's' })
    expect(shown.find(`[data-code=${code}]`).exists()).toBe(true)
    expect(shown.find('a[href="/"]').exists()).toBe(true)
    expect(session.me).toBeUndefined()
  })

test('whoever comes by himself finds nothing', async () => {
  const shown = await arrived('/identity-return', () => [500, no('failed')])
  expect(sent).toEqual([])
  expect(shown.text()).not.toBe('')
})
