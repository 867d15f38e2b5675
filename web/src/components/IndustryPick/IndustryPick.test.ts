import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import IndustryPick from './IndustryPick.vue'
import { examples } from './IndustryPick.examples'

const items = [
  { code: 'I', level: 1, name: '信息传输、软件和信息技术服务业' },
  { code: 'I6513', level: 4, name: '应用软件开发', size_class_row: 'software' },
]
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ items }), { headers: { 'Content-Type': 'application/json' } }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('is walked with the keyboard and tells the class of the size standard', async () => {
  const pick = mount(IndustryPick, { props: examples[0]!.props })
  const input = pick.find('input')
  await input.setValue('软件')
  await vi.advanceTimersByTimeAsync(300)
  await flushPromises()
  expect(pick.findAll('[role=option]')).toHaveLength(2)
  await input.trigger('keydown', { key: 'ArrowDown' })
  await input.trigger('keydown', { key: 'Enter' })
  expect(pick.emitted('update:modelValue')!.at(-1)).toEqual(['I6513'])
  expect(pick.text()).toContain('软件和信息技术服务业')
})
