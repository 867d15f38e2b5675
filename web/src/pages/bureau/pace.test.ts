import { expect, test } from 'vitest'
import { daysOf, evenBy, lastDay, standingOf } from './pace'

const claims = [
  { day: '2025-06-16', claimed: 2, subsidy: '100.00' },
  { day: '2025-06-18', claimed: 1, subsidy: '50.00' },
]
const last = '2025-06-25' // ten days
const row = { from: '2025-01-01', clauses: [], when: [] }

test('claims end on the day the guide names, else with the year', () => {
  expect(lastDay({ year: 2025, deadlines: [{ ...row, kind: 'claims', by: '2025-09-30' }] })).toBe('2025-09-30')
  expect(lastDay({ year: 2023, deadlines: [{ ...row, kind: 'redemption', by: '2023-10-20' }] })).toBe('2023-12-31')
})
test('the even pace ends with the whole budget and stays there', () => {
  expect(evenBy('2025-06-15', '2025-06-16', last, 100_000n)).toBe(0n)
  expect(evenBy('2025-06-16', '2025-06-16', last, 100_000n)).toBe(10_000n)
  expect(evenBy('2025-06-25', '2025-06-16', last, 100_000n)).toBe(100_000n)
  expect(evenBy('2025-07-25', '2025-06-16', last, 100_000n)).toBe(100_000n)
})
test('every day is there, and what is not known yet is left out', () => {
  const days = daysOf(claims, last, '2025-06-18', '1000.00')
  expect(days).toHaveLength(10)
  expect(days.map((one) => one.so_far).slice(0, 4)).toEqual([10_000n, 10_000n, 15_000n, undefined])
  expect(days.at(-1)!.even).toBe(100_000n)
})
test('behind, ahead and level are told of the last day known', () => {
  const on = (today: string, total: string) => standingOf(daysOf(claims, last, today, total), total)
  expect(on('2025-06-18', '1000.00')).toMatchObject({ day: '2025-06-18', so_far: 15_000n, even: 30_000n, ahead: -15_000n, share: 0.15 })
  expect(on('2025-06-18', '100.00')).toMatchObject({ ahead: 12_000n, share: 1.2 })
  expect(on('2025-06-16', '1000.00')).toMatchObject({ ahead: 0n })
  expect(on('2025-08-01', '1000.00')).toMatchObject({ day: last, even: 100_000n })
})
test('without a budget there is no pace', () => {
  const days = daysOf(claims, last, '2025-06-18', undefined)
  expect(days[0]!.even).toBeUndefined()
  expect(standingOf(days, undefined)).toBeUndefined()
  expect(daysOf([], last, '2025-06-18', '1.00')).toEqual([])
})
