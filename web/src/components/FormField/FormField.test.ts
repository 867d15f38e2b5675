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

test('what was cut off of a long paste is said', async () => {
  const slots = { default: (bound: object) => h('input', { ...bound, maxlength: 5 }) }
  const field = mount(FormField, { props: examples[0]!.props, slots })
  await field.find('input').setValue('四个字符')
  expect(field.find('.full').exists()).toBe(false)
  await field.find('input').setValue('五个字符了')
  expect(field.find('.full').text()).toContain('5 字的上限')
})

test('counts characters and marks too many', () => {
  expect(show(2).find('.over').text()).toContain('320 / 300')
})
