import { expect, test } from 'vitest'
import type { Rulebook } from '@/app/rulebook'
import { capOf, rateOf } from './offer'

const row = { from: '2023-01-01', clauses: [], when: [] }
const book = {
  year: 2023,
  rates: [{ ...row, rate: '30.00%' }],
  caps: [
    { ...row, per: 'order', amount: '500000.00' },
    { ...row, per: 'year', amount: '20000.00' },
    { ...row, per: 'year', amount: '200000.00', when: ['honours in little-giant'] },
  ],
} as unknown as Rulebook

test('the front page names the rate and the largest cap of the year', () => {
  expect(rateOf(book)).toBe('30.00%')
  expect(capOf(book)).toBe('200000.00')
})
