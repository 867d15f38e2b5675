import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import zh from '@/texts/zh/common.json'
import { inWords, readAmount, typedFrom } from './amount'
import AmountField from './AmountField.vue'
import { examples } from './AmountField.examples'

test('800 with its unit is eight million, not eight hundred', async () => {
  const field = mount(AmountField, { props: examples[0]!.props })
  await field.find('input').setValue('800')
  expect(field.emitted('update:modelValue')!.at(-1)).toEqual(['8000000.00'])
  expect(field.text()).toContain('8,000,000.00 元')
  expect(field.text()).toContain('捌佰万元整')
  await field.find('select').setValue('yuan')
  expect(field.text()).toContain('捌佰元整')
})

test('a known amount is shown in its unit', () => {
  expect((mount(AmountField, { props: examples[1]!.props }).find('input').element as HTMLInputElement).value).toBe('800')
})

test.each([
  ['８００', 'wan', '8000000.00'],
  ['800万', 'yuan', '8000000.00'],
  ['1,234.56 元', 'wan', '1234.56'],
  ['1.2亿', 'yuan', '120000000.00'],
  ['0.000001', 'wan', '0.01'],
])('reads %s in %s', (typed, unit, amount) => {
  expect(readAmount(typed, unit as 'wan')).toMatchObject({ amount })
})

test.each([
  ['八百', 'not-a-number'],
  ['-5', 'not-a-number'],
  ['0.0000001', 'too-precise'],
  ['9'.repeat(30), 'too-large'],
])('does not take %s', (typed, wrong) => {
  expect(readAmount(typed, 'wan')).toEqual({ wrong })
})

test('amounts in words follow the usage of cheques', () => {
  const say = (amount: string) => inWords(amount, zh.amount.words)
  expect(say('0.00')).toBe('零元整')
  expect(say('8000000.00')).toBe('捌佰万元整')
  expect(say('10050.07')).toBe('壹万零伍拾元零柒分')
  expect(say('100000000.50')).toBe('壹亿元伍角')
  expect(say('120003000.00')).toBe('壹亿贰仟万叁仟元整')
  expect(say('0.35')).toBe('叁角伍分')
})

test('typed and read are the same amount', () => {
  expect(typedFrom('1234567.89', 'wan')).toBe('123.456789')
  expect(readAmount('123.456789', 'wan')).toMatchObject({ amount: '1234567.89' })
})
