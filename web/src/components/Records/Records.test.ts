import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Records from './Records.vue'
import { examples } from './Records.examples'

test('shows each row under its titles', () => {
  const shown = mount(Records, { props: examples[0]!.props as never })
  expect(shown.findAll('tbody tr')).toHaveLength(2)
  expect(shown.find('tbody td').attributes('data-title')).toBe('批次')
  expect(shown.find('table').attributes('aria-label')).toBe('批次')
})

test('chooses one row, then all of them', async () => {
  const shown = mount(Records, { props: examples[1]!.props as never })
  const ticks = shown.findAll('input')
  expect(ticks[1]!.attributes('aria-label')).toBe('选择 第一批')
  await ticks[1]!.setValue(true)
  expect(shown.emitted('update:chosen')![0]).toEqual([[1]])
  await ticks[0]!.setValue(true)
  expect(shown.emitted('update:chosen')!.at(-1)).toEqual([[1, 2]])
})
