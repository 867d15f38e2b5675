import { expect, test } from 'vitest'
import type { Entry } from './chain'
import { matches, told } from './log'

const event = {
  command: 'accept',
  actor: { role: 'provider-owner', person: 7, organisation: 3 },
  clauses: ['B25-083'],
  body: { changes: [{ entity: 'order', row: { id: 12 } }, { entity: 'message', row: {} }] },
}
const entry: Entry = { seq: 1, time: '2025-06-16T09:00:00+08:00', hash: '', bytes: JSON.stringify(event), event: event as never }

test('an event tells who did what to what', () => {
  expect(told(entry)).toEqual({
    command: 'accept', role: 'provider-owner', person: 7, organisation: 3, subjects: [{ entity: 'order', id: 12 }], clauses: ['B25-083'],
  })
  expect(told({ ...entry, event: {} }).subjects).toEqual([])
})

test('filters hold together', () => {
  expect(matches(entry, {})).toBe(true)
  expect(matches(entry, { act: 'accept', person: 7, entity: 'order', id: 12, since: '2025-06-16', until: '2025-06-16' })).toBe(true)
  expect(matches(entry, { entity: 'batch', id: 12 })).toBe(false)
  expect(matches(entry, { until: '2025-06-15' })).toBe(false)
  expect(matches(entry, { text: 'B25-084' })).toBe(false)
})
