import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import Checks from './Checks.vue'
import { examples } from './Checks.examples'
import { asked, besides } from './checks'

await needTexts(['provider'])
const shown = mount(Checks, { props: examples[0]!.props })
const of = (key: string) => shown.find(`[data-check=${key}]`).text()

test('tells each state in words, with reason, flag, facts and clause', () => {
  expect(of('contract')).toMatch(/服务合同.*相符.*2025年6月6日/s)
  expect(of('invoice')).toMatch(/发票.*不符.*发票早于合同.*139,200\.00 元.*B25-111/s)
  expect(of('receipt')).toMatch(/留意.*付款凭证不足自付额.*97,439\.99 元/s)
  expect(of('signed-after-order')).toMatch(/签约不早于下单/)
  expect(shown.find('header').text()).toContain('1 项不符')
})

test('a fact that check and reason share is told once', () => {
  expect(of('invoice').match(/最早日期/g)).toHaveLength(1)
})

test('of a rulebook the rows are shown that the server asks for, and all before it said so', () => {
  const rows = ['other', 'premises', 'invoice'].map((kind) => ({ kind }))
  const kindOf = (row: { kind: string }) => row.kind
  expect(asked(rows, kindOf, 'paper', undefined)).toBe(rows)
  expect(asked(rows, kindOf, 'paper', examples[0]!.props.checks).map(kindOf)).toEqual(['other', 'invoice'])
  expect(asked(rows, kindOf, 'form', examples[0]!.props.checks)).toEqual([])
})

test('what else speaks against the act is told by its name', () => {
  const checks = examples[0]!.props.checks
  const reason = (code: 'budget-exhausted' | 'invoice-before-contract') => ({ code, clauses: ['B25-011'], facts: { free: 0 } })
  const more = besides(checks, [reason('invoice-before-contract'), reason('budget-exhausted')])
  expect(more.map((check) => check.key)).toEqual(['budget-exhausted'])
  expect(mount(Checks, { props: { checks: more } }).text()).toMatch(/项目资金不足.*不符.*剩余 0\.00 元/s)
})
