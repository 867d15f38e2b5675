import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import Checks from './Checks.vue'
import { examples } from './Checks.examples'
import { checkContract, checkPapers, failing, type Paper, type PaperRow } from './checks'
import { holds, rowsFor } from './requirement'

await needTexts(['provider'])

const row = (more: Partial<PaperRow>): PaperRow => ({
  from: '2025-01-01', clauses: ['B25-106'], when: [], act: 'redeem', kind: 'contract', name: { zh: '合同', en: 'Contract' },
  required: true, sealed: false, count_min: 0, characters_min: 0, files_max: 1, not_before: 'none', in_place_of: '',
  asked_when_field: '', formats: [], ...more,
})
const found = (one: PaperRow, papers: Paper[], rest: PaperRow[] = []) =>
  checkPapers([one, ...rest], papers, {
    ordered_on: '2025-06-04', signed_on: '2025-06-06', contract_amount: '139200.00', own_payment: '97440.00',
  })[0]!

describe('papers', () => {
  test('what is asked for and not there is missing', () => expect(found(row({}), []).findings).toEqual(['missing']))
  test('what may be left away is open', () => expect(found(row({ required: false }), []).state).toBe('open'))
  test('another kind stands in its place', () => {
    const other = row({ kind: 'proof', in_place_of: 'contract', required: false })
    expect(found(row({}), [{ kind: 'proof' }], [other]).state).toBe('open')
  })
  test('a seal, a format and one file', () => {
    const papers = [{ kind: 'contract', format: 'png' }, { kind: 'contract', format: 'pdf' }]
    expect(found(row({ sealed: true, formats: ['pdf'] }), papers).findings).toEqual(['not-sealed', 'wrong-format', 'one-file'])
  })
  test('an invoice before the contract, without number', () => {
    const papers = [{ kind: 'invoice', dated: '2025-06-05', amount: '139200.00' }]
    expect(found(row({ kind: 'invoice', not_before: 'signing' }), papers).findings).toEqual(['too-early', 'no-number'])
  })
  test('a receipt below the own part is only to be looked at', () => {
    const check = found(row({ kind: 'receipt' }), [{ kind: 'receipt', amount: '97439.99' }])
    expect([check.state, check.findings]).toEqual(['look', ['sum-short']])
  })
  test('counts are summed over the files', () => {
    const check = found(row({ count_min: 15, files_max: 0 }), [{ kind: 'contract', count: 8 }, { kind: 'contract', count: 7 }])
    expect(check.state).toBe('pass')
  })
})

describe('the contract', () => {
  const order = { ordered_on: '2025-06-04', last_day: '2025-09-30', product_name: '设计', subsidy: '41760.00' }
  test('says nothing of what is not typed yet', () => {
    expect(checkContract({}, order, []).filter((check) => check.state !== 'open')).toEqual([])
  })
  test('finds dates, name and sums at fault', () => {
    const terms = { amount: '139200.00', signed_on: '2025-06-01', service_from: '2025-06-01', service_to: '2025-05-01',
      product_name: '设 计', voucher_part: '50000.00', own_part: '97440.00' }
    expect(failing(checkContract(terms, order, [])).map((check) => check.key)).toEqual([
      'signed-after-order', 'service-after-order', 'service-in-order', 'product-same', 'parts-add-up', 'voucher-in-bounds',
    ])
  })
})

describe('requirements', () => {
  test('a prefix, a list, and what is not known', () => {
    expect(holds(['provider.place not-in 11*'], { 'provider.place': '310115' })).toBe(true)
    expect(holds(['provider.place not-in 11*'], { 'provider.place': '110108' })).toBe(false)
    expect(holds(['direction in large-model, dcmm'], { direction: 'dcmm' })).toBe(true)
    expect(holds(['staff >= 10'], {})).toBe(true)
  })
  test('rows count from their day on', () => {
    expect(rowsFor([row({}), row({ from: '2026-01-01' })], '2025-06-16', {})).toHaveLength(1)
  })
})

test('tells each outcome in words, with facts and clause', () => {
  const shown = mount(Checks, { props: examples[0]!.props })
  expect(shown.text()).toContain('不符')
  expect(shown.text()).toContain('B25-111')
  expect(shown.text()).toContain('139,200.00')
})
