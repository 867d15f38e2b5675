import { expect, test } from 'vitest'
import type { Rulebook } from '@/app/rulebook'
import { quoteFrom, termsOf, withInstants } from './quote'

const row = { from: '2023-01-01', clauses: ['B23-018'], when: [] }
const book = {
  year: 2023,
  deadlines: [
    { ...row, kind: 'acceptance', after: '48 hours' },
    { ...row, kind: 'validity', after: '30 days', longest: '60 days' },
    { ...row, kind: 'redemption' },
  ],
} as unknown as Rulebook

test('deadlines are told as the guide gives them; a product may have a validity of its own', () => {
  const [acceptance, validity, redemption] = termsOf(book, 45)
  expect(acceptance).toMatchObject({ count: 48, unit: 'hours' })
  expect(validity).toMatchObject({ count: 45, unit: 'days' })
  expect(redemption).toMatchObject({ with_validity: true })
})

test('what the server decided without doing it stands', () => {
  const order = {
    amount: '100.00', subsidy: '30.00', own_payment: '70.00', grounds: [],
    accept_by: '2023-03-03T09:00:00+08:00', valid_until: '2023-04-01T23:59:59+08:00',
  }
  expect(quoteFrom(order)).toMatchObject({ price: '100.00', subsidy: '30.00', own: '70.00' })
  expect(withInstants(termsOf(book), order).map((term) => term.at)).toEqual([order.accept_by, order.valid_until, order.valid_until])
})
