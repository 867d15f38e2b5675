import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { examples } from './Money.examples'
import { fromFen, grouped, share, short, toFen } from './money'
import Money from './Money.vue'

test('the examples read as people write money', () => {
  const read = examples.map((one) => mount(Money, { props: one.props }).text().replace(/\s+/g, ' '))
  expect(read).toEqual(['50,000.00 元', '4,000 万元', '–'])
})

test('no amount loses a fen', () => {
  expect(grouped('90071992547409930.07')).toBe('90,071,992,547,409,930.07')
  expect(fromFen(toFen('-0.05'))).toBe('-0.05')
  expect(fromFen(7)).toBe('0.07')
})

test('short amounts take the largest unit that fits', () => {
  expect(short('123456789.00', 'zh')).toEqual({ digits: '1.23', unit: 'yi' })
  expect(short('9999.99', 'zh')).toEqual({ digits: '9,999.99', unit: 'yuan' })
  expect(short('40000000.00', 'en')).toEqual({ digits: '40', unit: 'million' })
  expect(share('25.00', '100.00')).toBe(0.25)
})
