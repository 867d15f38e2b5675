import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import LogIn from './LogIn.vue'
import { being, meWith, no, serving, type Sent } from './test-me'

let sent: Sent[] = []
let session = being()
beforeEach(() => {
  sent = []
  session = being()
})
afterEach(() => vi.unstubAllGlobals())

async function typed(first: Record<string, string>) {
  const shown = mount(LogIn, { attachTo: document.body })
  await shown.find('input[autocomplete=username]').setValue(first.login)
  await shown.find('input[autocomplete=current-password]').setValue(first.password)
  await shown.find('form').trigger('submit')
  await flushPromises()
  return shown
}
const withFactor = ({ code }: Record<string, string>): [number, unknown] =>
  !code ? [401, no('code-needed')] : code === '123456' ? [201, meWith({ second_factor: true })] : [401, no('wrong-code')]

test('who has no second factor is in by the password', async () => {
  vi.stubGlobal('fetch', serving({ 'POST session': () => [201, meWith()] }, sent))
  const shown = await typed({ login: ' wang ', password: 'geheim-geheim' })
  expect(sent.map((one) => one.body)).toEqual([{ login: 'wang', password: 'geheim-geheim' }])
  expect(shown.find('[data-code-field]').exists()).toBe(false)
})

test('the code is asked for only when the server wants it, and a wrong one is told', async () => {
  vi.stubGlobal('fetch', serving({ 'POST session': withFactor }, sent))
  const shown = await typed({ login: 'wang', password: 'geheim-geheim' })
  expect(shown.find('[role=alert]').exists()).toBe(false)
  const field = shown.find('[data-code-field]')
  await field.setValue('000000')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(shown.find('[data-code=wrong-code]').exists()).toBe(true)
  expect((field.element as HTMLInputElement).value).toBe('')
  await field.setValue('１２３ 456')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(sent.at(-1)!.body).toEqual({ login: 'wang', password: 'geheim-geheim', code: '123456' })
})

test('a held session is known as such', async () => {
  vi.stubGlobal('fetch', serving({ 'POST session': () => [201, meWith({ held_for: 'second-factor' })] }, sent))
  await typed({ login: 'wang', password: 'geheim-geheim' })
  expect(session.held_for).toBe('second-factor')
})
