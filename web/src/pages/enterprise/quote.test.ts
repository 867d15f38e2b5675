import { expect, test } from 'vitest'
import type { Rulebook } from '@/app/rulebook'
import { quoteFrom, quoteOf, termsOf, withInstants } from './quote'

const row = { from: '2023-01-01', clauses: ['B23-018'], when: [] }
const book = {
  year: 2023,
  rates: [{ ...row, rate: '30.00%' }],
  caps: [
    { ...row, clauses: ['B23-019'], per: 'order', amount: '50000.00' },
    { ...row, per: 'year', amount: '20000.00' },
  ],
  deadlines: [
    { ...row, kind: 'acceptance', after: '48 hours' },
    { ...row, kind: 'validity', after: '30 days', longest: '60 days' },
    { ...row, kind: 'redemption' },
  ],
} as unknown as Rulebook

test('each step on the way to the voucher part is named with its clause', () => {
  const quote = quoteOf('1000000.00', book, { available: '12345.67', clauses: ['B23-011'] })!
  expect(quote).toMatchObject({ subsidy: '12345.67', own: '987654.33' })
  expect(quote.grounds.map((ground) => [ground.name, ground.result, ground.clauses[0]])).toEqual([
    ['rate', '300000.00', 'B23-018'],
    ['cap-order', '50000.00', 'B23-019'],
    ['quota', '12345.67', 'B23-011'],
  ])
})

test('the share is floored to the fen; an empty quota leaves nothing', () => {
  expect(quoteOf('100.01', book)).toMatchObject({ subsidy: '30.00', own: '70.01' })
  expect(quoteOf('100.01', book, { available: '0.00', clauses: [] })).toMatchObject({ subsidy: '0.00', own: '100.01' })
})

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
