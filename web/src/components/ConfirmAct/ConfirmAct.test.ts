import { flushPromises, mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { ProblemError, unreachable } from '@/api/problem'
import ConfirmAct from './ConfirmAct.vue'
import { examples } from './ConfirmAct.examples'

async function opened(act: () => Promise<unknown>) {
  const shown = mount(ConfirmAct, { props: { ...examples[0]!.props, act } })
  await shown.find('button').trigger('click')
  return shown
}

test('says what can no longer be changed', async () => {
  const shown = await opened(async () => {})
  expect(shown.text()).toContain('订单不能恢复')
})

test('a double click is one act', async () => {
  let finish = () => {}
  const act = vi.fn(() => new Promise<void>((done) => (finish = done)))
  const shown = await opened(act)
  await shown.find('form').trigger('submit')
  await shown.find('form').trigger('submit')
  expect(act).toHaveBeenCalledOnce()
  expect(shown.find('[data-confirm]').attributes('disabled')).toBeDefined()
  finish()
  await flushPromises()
  expect(shown.emitted('done')).toHaveLength(1)
})

test('a no stays in the dialog', async () => {
  const shown = await opened(() => Promise.reject(new ProblemError(unreachable)))
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(shown.emitted('done')).toBeUndefined()
  expect(shown.text()).toContain('连接不上服务器')
})
