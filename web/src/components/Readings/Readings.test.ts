import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import Readings from './Readings.vue'
import { examples } from './Readings.examples'
import { byPaper, differing } from './readings'

await needTexts(['provider'])
const opened = (index = 0) => mount(Readings, { props: examples[index]!.props })
const of = (shown: ReturnType<typeof opened>, key: string) => shown.find(`[data-reading=${key}]`).text()

test('what was typed stands beside what was read, and a difference is told in words', () => {
  const shown = opened()
  expect(of(shown, 'invoice-amount')).toMatch(/不一致.*金额与填写的不一致.*填写139,200\.00 元识读132,900\.00 元/s)
  expect(of(shown, 'invoice-date')).toMatch(/填写2025年6月6日识读2025年6月1日/)
  expect(of(shown, 'invoice-buyer')).toMatch(/未识读到.*应有北京云帆数据有限公司/s)
  expect(of(shown, 'consecutive-numbers')).toMatch(/无异常.*共 6 张，1 张与前一张相连/s)
})

test('what differs stands first', () => {
  expect(opened().findAll('li').map((item) => item.attributes('data-is'))).toEqual(['flagged', 'flagged', 'passed', 'passed', 'open'])
})

test('a contract is told by what is in its text and by its file', () => {
  const shown = opened(1)
  expect(of(shown, 'contract-order-number')).toContain('找到，第 3 页')
  expect(of(shown, 'contract-own-part')).toMatch(/应有97,440\.00 元识读没有找到/)
  expect(of(shown, 'file-made')).toMatch(/签约日2025年6月6日.*生成日2025年5月1日/)
  expect(of(shown, 'seal')).toMatch(/留意.*没有看到印章/s)
  expect(of(shown, 'characters')).toMatch(/填写2400 字识读812 字/)
  expect(of(shown, 'price')).toMatch(/本单139,200\.00 元均价98,000\.00 元/)
})

test('a check with a page shows it', async () => {
  const shown = opened()
  await shown.find('[data-reading=invoice-date] button').trigger('click')
  expect(shown.emitted('look')).toEqual([[2]])
})

test('of several files of a kind each has its own', () => {
  const { checks } = examples[0]!.props
  const papers = [{ kind: 'invoice', file: 'a' }, { kind: 'invoice', file: 'b' }, { kind: 'contract', file: 'c' }]
  const counts = (given: typeof checks, of = papers) => byPaper(given, of).map((list) => list.length)
  const of_b = { ...checks[1]!, files: ['b'] }
  expect(counts(checks)).toEqual([5, 0, 0])
  expect(counts([of_b])).toEqual([0, 1, 0])
  expect(counts([...checks, of_b])).toEqual([5, 1, 0])
  expect(counts([{ ...of_b, files: ['c'] }])).toEqual([0, 0, 0])
  expect(counts([of_b, of_b], [papers[1]!, papers[1]!])).toEqual([1, 1])
  expect(differing(checks)).toBe(2)
})
