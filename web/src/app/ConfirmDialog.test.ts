import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useAct } from '@/api/act'
import { api, must } from '@/api/client'
import ConfirmDialog from './ConfirmDialog.vue'
import { being, meWith, no, serving, type Sent } from './test-me'

let sent: Sent[] = []
let fresh = false
const routes = {
  'POST bank-account': (): [number, unknown] => (fresh ? [201, { id: 1 }] : [403, no('confirmation-needed')]),
  'POST session/confirmation': ({ password, code }: Record<string, string>): [number, unknown] => {
    if (password !== 'geheim-geheim') return [401, no('wrong-password')]
    if (code !== '123456') return [401, no(code ? 'wrong-code' : 'code-needed')]
    fresh = true
    return [200, meWith({ second_factor: true })]
  },
}
const account = { bank: '某银行', number: '1', holder: '京诚软件' }
const act = async () => must(await api.POST('/api/v1/bank-account', { body: { account } }))

async function asked() {
  being(meWith({ second_factor: false })) // it is set up meanwhile, elsewhere
  const shown = mount(ConfirmDialog, { attachTo: document.body })
  const doing = useAct()
  const went = doing.run(act)
  await flushPromises()
  return { shown, doing, went }
}
beforeEach(() => {
  sent = []
  fresh = false
  vi.stubGlobal('fetch', serving(routes, sent))
})
afterEach(() => vi.unstubAllGlobals())

test('a grave act asks for the password, the code where there is one, and is sent again', async () => {
  const { shown, doing, went } = await asked()
  const send = async (password: string, code?: string) => {
    await shown.find('input[type=password]').setValue(password)
    if (code) await shown.find('[data-code-field]').setValue(code)
    await shown.find('form').trigger('submit')
    await flushPromises()
  }
  await send('wrong-wrong')
  expect(shown.find('[data-code=wrong-password]').exists()).toBe(true)
  await send('geheim-geheim')
  expect(shown.find('[data-code-field]').exists()).toBe(true)
  await send('geheim-geheim', '123 456')
  expect(await went).toBe(true)
  expect(doing.problem.value).toBeUndefined()
  const acts = sent.filter((one) => one.path === 'POST bank-account')
  expect(acts).toHaveLength(2)
  expect(acts[0]).toEqual(acts[1])
  expect(shown.find('form').exists()).toBe(false)
})

test('whoever cancels finds everything as it was', async () => {
  const { shown, doing, went } = await asked()
  await shown.find('.buttons .button:not(.primary)').trigger('click')
  expect(await went).toBe(false)
  expect(doing.problem.value).toBeUndefined()
  expect(doing.busy.value).toBe(false)
  expect(sent.filter((one) => one.path === 'POST bank-account')).toHaveLength(1)
  expect(shown.find('form').exists()).toBe(false)
})
