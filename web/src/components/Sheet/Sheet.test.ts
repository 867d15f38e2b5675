import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Sheet from './Sheet.vue'
import { examples } from './Sheet.examples'

test('shows its title and asks to be closed', async () => {
  const sheet = mount(Sheet, { props: examples[0]!.props, slots: { default: '内容' } })
  expect(sheet.text()).toContain('确认下单')
  await sheet.find('button').trigger('click')
  expect(sheet.emitted('close')).toHaveLength(1)
})

test('a closed one holds nothing', () => {
  expect(mount(Sheet, { props: examples[1]!.props, slots: { default: '内容' } }).text()).toBe('')
})
