import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { tidyCode } from './code'
import { examples } from './CodeField.examples'
import CodeField from './CodeField.vue'

test('digits at first, a recovery code for who has lost the authenticator', async () => {
  const shown = mount(CodeField, { props: { ...examples[0]!.props, modelValue: '12' } })
  expect(shown.text()).toContain('六位验证码')
  expect(shown.find('input').attributes('inputmode')).toBe('numeric')
  await shown.find('button').trigger('click')
  expect(shown.text()).toContain('恢复码')
  expect(shown.find('input').attributes('inputmode')).toBe('text')
  expect(shown.emitted('update:modelValue')).toEqual([['']])
})

test('the first code comes from the authenticator alone', () => {
  expect(mount(CodeField, { props: examples[1]!.props }).find('button').exists()).toBe(false)
})

test('a wrong code is told at the field', () => {
  const input = mount(CodeField, { props: examples[2]!.props }).find('input')
  expect(input.attributes('aria-invalid')).toBe('true')
})

test('codes are taken as people write them', () => {
  expect(tidyCode(' １２３ 456 ')).toBe('123456')
  expect(tidyCode('ab12-cd34')).toBe('ab12-cd34')
})
