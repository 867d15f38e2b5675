import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { h } from 'vue'
import FormField from './FormField.vue'
import { examples } from './FormField.examples'

const show = (index: number) =>
  mount(FormField, { props: examples[index]!.props, slots: { default: (bound: object) => h('input', bound) } })

test('label, hint and error belong to the control', () => {
  const field = show(1)
  const input = field.find('input')
  expect(field.find('label').attributes('for')).toBe(input.attributes('id'))
  expect(input.attributes('aria-invalid')).toBe('true')
  expect(input.attributes('aria-describedby')).toContain('field-price-error')
})

test('counts characters and marks too many', () => {
  expect(show(2).find('.over').text()).toContain('320 / 300')
})
