import { expect, test } from 'vitest'
import type { Rulebook } from './rulebook'
import { atMost, capOf, rateOf } from './subsidy'

const row = { from: '2023-01-01', clauses: [], when: [] }
const book = {
  year: 2023,
  rates: [{ ...row, rate: '30.00%' }],
  caps: [
    { ...row, per: 'order', amount: '50000.00' },
    { ...row, per: 'year', amount: '20000.00' },
    { ...row, per: 'year', amount: '200000.00', when: ['honours in little-giant'] },
  ],
} as unknown as Rulebook

test('the share is floored to the fen and bounded by the ceiling of an order', () => {
  expect(atMost('100.01', book)).toEqual({ subsidy: '30.00', own: '70.01' })
  expect(atMost('1000000.00', book)).toEqual({ subsidy: '50000.00', own: '950000.00' })
})

test('the largest cap of the year bounds everybody', () => {
  expect(capOf(book, 'year')).toBe('200000.00')
  expect(rateOf(book)).toBe('30.00%')
})
