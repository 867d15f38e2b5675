import { expect, test } from 'vitest'
import { funnelOf } from './funnel'

test('each step holds all that went further', () => {
  const orders = { placed: 3, accepted: 2, signed: 2, 'in-review': 1, approved: 1, paid: 4, lapsed: 5, expired: 1, waived: 1 }
  expect(funnelOf(orders).map(({ count }) => count)).toEqual([20, 12, 9, 6, 5, 4])
})
