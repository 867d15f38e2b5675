import { expect, test } from 'vitest'
import { readCount, readShare } from './typed'

test.each([
  ['６０', 60],
  ['1,200 人', 1200],
  ['', undefined],
  ['  ', undefined],
  ['-1', null],
  ['60.5', null],
  ['六十', null],
  ['😀', null],
  ['9'.repeat(10), null],
])('staff: %s', (typed, count) => expect(readCount(typed)).toBe(count))

test.each([
  ['62.5', '62.50%'],
  ['６２％', '62.00%'],
  ['100', '100.00%'],
  ['007.1', '7.10%'],
  ['', undefined],
  ['100.01', null],
  ['1.234', null],
])('share: %s', (typed, share) => expect(readShare(typed)).toBe(share))
