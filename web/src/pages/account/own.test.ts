import { expect, test } from 'vitest'
import { linesOf, tableOf } from './own'

test('every value has a line with its place', () => {
  const data = { person: 7, name: 'Wang', sessions: [{ role: 'reviewer' }], none: null }
  expect(linesOf(data)).toEqual([['person', '7'], ['name', 'Wang'], ['sessions.0.role', 'reviewer']])
  expect(tableOf(data)).toContain('sessions.0.role')
})
