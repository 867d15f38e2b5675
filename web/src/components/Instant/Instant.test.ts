import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { examples } from './Instant.examples'
import Instant from './Instant.vue'
import { dayInWords, dayOf, spanTo } from './time'

test('the examples are told in Beijing time', () => {
  expect(examples.map((one) => mount(Instant, { props: one.props }).text())).toEqual([
    '2025年6月16日 09:00',
    '2025年6月16日',
    '2025年6月16日',
    '–',
  ])
})

test('a day of Beijing is not moved by another zone', () => {
  expect(dayOf('2025-06-15T17:00:00Z')).toBe('2025-06-16')
  expect(dayInWords('2025-06-16', 'en')).toBe('16 Jun 2025')
})

test('a span counts down and then up', () => {
  const now = Date.parse('2025-06-16T09:00:00+08:00')
  expect(spanTo('2025-06-18T10:00:05+08:00', now)).toEqual({ days: 2, hours: 1, minutes: 0, seconds: 5, over: false })
  expect(spanTo('2025-06-16T08:59:59+08:00', now).over).toBe(true)
})
