import { expect, test } from 'vitest'
import { wholeNumber } from './size'

test('people are counted in whole numbers of any width', () => {
  expect(wholeNumber('１，２００')).toBe(1200)
  expect(wholeNumber('12.5')).toBeUndefined()
  expect(wholeNumber('')).toBeUndefined()
})
