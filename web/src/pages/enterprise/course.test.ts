import { expect, test } from 'vitest'
import { groups, isOver, mayCancel, mayComplete, stepsOf, stillToCome, type Order } from './course'

const say = (word: string) => word
const words = { act: say, role: say, status: say, coming: say, turn: say, place: (seq: number) => `#${seq}` }
const order = (status: Order['status'], more: Partial<Order> = {}) => ({ status, frozen: false, completed: false, ...more }) as Order

test('what is done, where it stands with deadline and turn, and what comes', () => {
  const entry = { seq: 7, time: '2025-06-16T09:00:00+08:00', act: 'claim', role: 'enterprise-owner' as const, clauses: ['B25-078'] }
  const steps = stepsOf(order('placed', { due: '2025-06-23T23:59:59+08:00' }), [entry], words)
  expect(steps.map((step) => step.state)).toEqual(['done', 'now', 'next', 'next', 'next', 'next', 'next', 'next'])
  expect(steps[0]).toMatchObject({ title: 'claim', by: 'enterprise-owner · #7' })
  expect(steps[1]).toMatchObject({ title: 'placed', turn: 'provider', due: '2025-06-23T23:59:59+08:00' })
})

test('a returned redemption comes back to the way; what ended has nothing to come', () => {
  expect(stillToCome('redeeming')).toEqual(['in-review', 'approved', 'published', 'paid'])
  expect(stillToCome('suspended')).toEqual(['paid'])
  expect(stillToCome('lapsed')).toEqual([])
  expect(stepsOf(order('lapsed'), [], words)).toEqual([])
})

test('every status is in one group, and each of those that are over is in the last two', () => {
  const all = Object.values(groups).flat()
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((status) => isOver({ status })).sort()).toEqual([...groups.done, ...groups.gone].sort())
})

test('cancelling is for what no provider has accepted; completing for what has a contract', () => {
  expect(mayCancel(order('placed'))).toBe(true)
  expect(mayCancel(order('accepted'))).toBe(false)
  expect(mayComplete(order('accepted'))).toBe(false)
  expect(mayComplete(order('paid'))).toBe(true)
  expect(mayComplete(order('paid', { completed: true }))).toBe(false)
})
