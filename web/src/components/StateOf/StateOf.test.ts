import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import StateOf from './StateOf.vue'
import { examples } from './StateOf.examples'

test('each example is in the state it is named for', () => {
  const states = examples.map((one) =>
    mount(StateOf, { props: one.props, slots: { default: 'all of it' } }).attributes('data-state'),
  )
  expect(states).toEqual(['loading', 'empty', 'failed', 'full'])
})

test('a failure can be tried again', async () => {
  const reload = vi.fn(async () => {})
  const shown = mount(StateOf, { props: { of: { ...examples[2]!.props.of, reload } } })
  await shown.find('button').trigger('click')
  expect(reload).toHaveBeenCalledOnce()
})
