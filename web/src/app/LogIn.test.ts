import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetIdentityProvider } from './identity'
import LogIn from './LogIn.vue'
import { being, meWith, no, serving, type Sent } from './test-me'

let sent: Sent[] = []
let session = being()
beforeEach(() => {
  sent = []
  session = being()
  forgetIdentityProvider()
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
  const posted = sent.filter((one) => one.path.startsWith('POST'))
  expect(posted.map((one) => one.body)).toEqual([{ login: 'wang', password: 'geheim-geheim' }])
  expect(shown.find('[data-identity]').exists()).toBe(false)
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

// ---- by the city's own log-in
const offering = { 'GET identity-provider': (): [number, unknown] => [200, { offered: true, name: '市统一身份认证' }] }
async function offered(routes: Parameters<typeof serving>[0], as_page: boolean) {
  vi.stubGlobal('fetch', serving({ ...offering, ...routes }, sent))
  const shown = mount(LogIn, { attachTo: document.body, props: { as_page } })
  await flushPromises()
  return shown
}

test('a page goes to the identity provider, and what stands behind # stays here', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { ...window.location, origin: window.location.origin, pathname: '/beijing-2025/enterprise', search: '?a=1', hash: '#secret', assign })
  const shown = await offered({ 'POST identity-errands': () => [201, { address: 'https://login.example.org/?x' }] }, true)
  await shown.find('[data-identity]').trigger('click')
  await flushPromises()
  expect(sent.at(-1)!.body).toEqual({ return_to: '/beijing-2025/enterprise?a=1' })
  expect(assign).toHaveBeenCalledWith('https://login.example.org/?x')
})

test('a provider that is away is told, and the password goes on', async () => {
  const shown = await offered(
    { 'POST identity-errands': () => [503, no('identity-out-of-reach')], 'POST session': () => [201, meWith()] }, true)
  await shown.find('[data-identity]').trigger('click')
  await flushPromises()
  expect(shown.find('[data-code=identity-out-of-reach]').exists()).toBe(true)
  await shown.find('input[autocomplete=username]').setValue('wang')
  await shown.find('input[autocomplete=current-password]').setValue('geheim-geheim')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(session.me?.person).toBe(27)
})

test('over a page a window goes there, and the page goes on when it has come back', async () => {
  const opened = { opener: window, location: { assign: vi.fn() }, close: vi.fn() }
  vi.stubGlobal('open', () => opened)
  const shown = await offered(
    { 'POST identity-errands': () => [201, { address: 'https://login.example.org/' }], 'GET me': () => [200, meWith()] }, false)
  await shown.find('[data-identity]').trigger('click')
  await flushPromises()
  expect(sent.at(-1)!.body).toEqual({ return_to: '/identity-return' })
  expect(opened.location.assign).toHaveBeenCalledWith('https://login.example.org/')
  expect(opened.opener).toBe(null)
  expect(session.me).toBeUndefined()
  new BroadcastChannel('zuoquan.identity').postMessage('back')
  await vi.waitFor(() => expect(session.me?.person).toBe(27))
})
