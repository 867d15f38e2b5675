import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import Pager from './Pager.vue'
import { examples } from './Pager.examples'

test('offers more while there is more', async () => {
  const next = vi.fn(async () => {})
  const shown = mount(Pager, { props: { of: { ...examples[0]!.props.of, next } } })
  await shown.find('button').trigger('click')
  expect(next).toHaveBeenCalledOnce()
  const end = mount(Pager, { props: examples[1]!.props })
  expect(end.find('button').exists()).toBe(false)
  expect(end.text()).toContain('共 3 条')
})
