import { expect, test } from 'vitest'
import { boundsOf, nextSize, wholeNumber } from './size'

test('says how far it is to each bound of the next class', () => {
  const asked = { industry: 'I6513', staff: 60, revenue: '9000000.00', assets: '0.00' }
  const finding = {
    size: 'small' as const,
    industry_class: 'software',
    met: ['staff >= 10'],
    missed: ['staff >= 100', 'revenue >= 10000000.00'],
    at: '2025-06-16T09:00:00+08:00',
  }
  const { met, missed } = boundsOf(finding, asked)
  expect(met[0]).toMatchObject({ fact: 'staff', own: '60', holds: true })
  expect(missed.map((bound) => bound.gap)).toEqual(['40', '1000000.00'])
  expect(nextSize('small')).toBe('medium')
})

test('people are counted in whole numbers of any width', () => {
  expect(wholeNumber('１，２００')).toBe(1200)
  expect(wholeNumber('12.5')).toBeUndefined()
  expect(wholeNumber('')).toBeUndefined()
})
