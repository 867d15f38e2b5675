import { expect, test } from 'vitest'
import { unreachable } from '@/api/problem'
import { linesOf, textOf, wrongOf } from './list'

test('a list is read as spreadsheets write it', () => {
  const lines = linesOf('\uFEFFname,uscc\r\n"甲, ""乙""",1\r\n\r\n"两\n行",2')
  expect(lines).toEqual([
    { number: 1, cells: ['name', 'uscc'] },
    { number: 2, cells: ['甲, "乙"', '1'] },
    { number: 4, cells: ['两\n行', '2'] },
  ])
})

test('GB 18030 is understood', () => {
  expect(textOf(new Uint8Array([0xc6, 0xf3, 0xd2, 0xb5]).buffer)).toBe('企业')
  expect(textOf(new TextEncoder().encode('企业').buffer)).toBe('企业')
})

test('errors find their lines', () => {
  const errors = [
    { pointer: '/2/uscc', detail: 'wrong' },
    { pointer: '/source', detail: 'missing' },
  ]
  expect(wrongOf({ ...unreachable, errors })).toEqual([{ line: 2, field: 'uscc', why: 'wrong' }])
})
