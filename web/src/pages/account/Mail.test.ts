import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { Schema } from '@/api/client'
import { needTexts } from '@/app/i18n'
import { being, meWith, no, serving, type Sent } from '@/app/test-me'
import Mail from './Mail.vue'

await needTexts(['account'])
afterEach(() => vi.unstubAllGlobals())

type Preferences = Schema['MailPreferences']
const groups: Preferences['groups'] = [
  { group: 'orders', on: true, always: false },
  { group: 'money', on: false, always: false },
  { group: 'deadlines', on: true, always: true },
]
const mail = (more: Partial<Preferences> = {}): Preferences => ({ available: true, language: 'zh', groups, ...more })

async function shown(now: Preferences, sent: Sent[] = []) {
  const routes = {
    'GET me/mail': (): [number, unknown] => [200, now],
    'POST me/mail/address': ({ address }: Record<string, string>): [number, unknown] =>
      address!.includes('..')
        ? [422, no('invalid-value', [{ pointer: '/address', detail: 'is no address' }])]
        : [200, mail({ awaited: address!, awaited_until: '2025-06-21T09:00:00+08:00' })],
    'POST me/mail/choices': (): [number, unknown] => [200, mail({ language: 'en' })],
  }
  vi.stubGlobal('fetch', serving(routes, sent))
  being(meWith())
  const page = mount(Mail, { attachTo: document.body })
  await flushPromises()
  return page
}

test('a new address waits for its link', async () => {
  const sent: Sent[] = []
  const page = await shown(mail({ address: 'old@example.org' }), sent)
  expect(page.find('[data-address]').text()).toBe('old@example.org')
  await page.find('#field-address').setValue(' new@example.org ')
  await page.findAll('form')[0]!.trigger('submit')
  await flushPromises()
  expect(sent.at(-1)!.body).toEqual({ address: 'new@example.org' })
  expect(page.find('[data-awaited]').text()).toContain('等待确认：new@example.org')
  expect((page.find('#field-address').element as HTMLInputElement).value).toBe('')
})

test('an address that is none is told at its field, in Chinese', async () => {
  const page = await shown(mail())
  await page.find('#field-address').setValue('a..b@example.org')
  await page.findAll('form')[0]!.trigger('submit')
  await flushPromises()
  expect(page.find('#field-address-error').text()).toContain('邮箱格式不正确')
})

test('what is always sent cannot be switched off; the rest is sent as it was chosen', async () => {
  const sent: Sent[] = []
  const page = await shown(mail(), sent)
  expect(page.find('input[value=deadlines]').attributes('disabled')).toBeDefined()
  await page.find('input[value=orders]').setValue(false)
  await page.find('#field-language').setValue('en')
  await page.findAll('form')[1]!.trigger('submit')
  await flushPromises()
  expect(sent.at(-1)!.body).toEqual({ language: 'en', off: ['orders', 'money'] })
  expect(page.text()).toContain('已保存')
})

test('a fault, and a platform that sends no mail', async () => {
  expect((await shown(mail({ address: 'a@b.cn', fault: '550 not here', fault_at: '2025-06-20T09:00:00+08:00' }))).text()).toContain('550 not here')
  const page = await shown(mail({ available: false }))
  expect(page.find('[data-state=unavailable]').exists()).toBe(true)
  expect(page.find('form').exists()).toBe(false)
})
