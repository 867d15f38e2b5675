import { flushPromises, mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { cellOf, csvOf } from './csv'
import { plainOf } from './workbook'
import { examples } from './ExportCsv.examples'
import ExportCsv from './ExportCsv.vue'

test('a formula is defused, a number is not', () => {
  const cells = ['=cmd()', '+86 10', '@sum', '＝1', '\t=1', '-5.00', '-5+3', '5']
  expect(cells.map(cellOf)).toEqual([
    '"\'=cmd()"', '"\'+86 10"', '"\'@sum"', '"\'＝1"', '"\'\t=1"', '-5.00', '"\'-5+3"', '5',
  ])
  expect(cellOf('a "b", c\nd')).toBe('"a ""b"", c\nd"')
  expect(cellOf(undefined)).toBe('')
  expect(csvOf([['名称'], ['甲']])).toBe('\uFEFF名称\r\n甲\r\n')
})

test('a workbook is made of the texts as they are', () => {
  expect(plainOf([['名称', undefined], ['=1+1', 'a "b", c']])).toBe('名称,\r\n=1+1,"a ""b"", c"\r\n')
})

test('reads every page before it saves', async () => {
  let saved: Blob | undefined
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => ((saved = blob as Blob), 'blob:1'))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const shown = mount(ExportCsv, { props: examples[0]!.props as never })
  await shown.find('button').trigger('click')
  await flushPromises()
  const lines = (await saved!.text()).split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toBe('"\'=1+1",-5.00')
  expect(shown.find('progress').exists()).toBe(false)
})
