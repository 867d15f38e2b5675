import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import { being, meWith, no, serving, type Sent } from '@/app/test-me'
import Password from './Password.vue'

await needTexts(['account'])
afterEach(() => vi.unstubAllGlobals())

const weak = no('invalid-value', [{ pointer: '/password', detail: 'has 3 characters; 8 to 128 are taken' }])
const routes = {
  'POST me/password': ({ current, password }: Record<string, string>): [number, unknown] => {
    if (current !== 'geheim-geheim') return [401, no('wrong-password')]
    return password!.length < 8 ? [422, weak] : [200, meWith()]
  },
}
async function changed(current: string, password: string, sent: Sent[] = []) {
  vi.stubGlobal('fetch', serving(routes, sent))
  const session = being(meWith({ held_for: 'password', password_expires: '2026-11-20T09:00:00+08:00' }))
  const shown = mount(Password, { attachTo: document.body })
  await shown.find('#field-current').setValue(current)
  await shown.find('#field-password').setValue(password)
  await shown.find('form').trigger('submit')
  await flushPromises()
  return { shown, session }
}

test('a new password ends what the session was held for', async () => {
  const sent: Sent[] = []
  const { shown, session } = await changed('geheim-geheim', 'rotkehlchen sagt 7', sent)
  expect(sent[0]!.body).toEqual({ login: 'wang', current: 'geheim-geheim', password: 'rotkehlchen sagt 7' })
  expect(session.held_for).toBeUndefined()
  expect(shown.text()).toContain('其他登录都已退出')
  expect((shown.find('#field-password').element as HTMLInputElement).value).toBe('')
})

test('a password that is not taken is told at its field, in Chinese', async () => {
  const { shown, session } = await changed('geheim-geheim', 'abc')
  expect(shown.find('#field-password-error').text()).toContain('这个密码不能用')
  expect(shown.text()).not.toContain('characters')
  expect(session.held_for).toBe('password')
})

test('a wrong current password is told', async () => {
  const { shown } = await changed('nobody knows', 'rotkehlchen sagt 7')
  expect(shown.find('[data-code=wrong-password]').exists()).toBe(true)
})
