// What the reviewer checks, computed from the rulebook's rows while one works: the papers one by one,
// and the contract against its order. The same list serves the provider before it hands in and the
// agency afterwards; the server's word counts.
import type { Schema } from '@/api/client'
import { fromFen, toFen } from '../Money/money'

export type PaperRow = Schema['PaperRow']
export type Paper = Schema['PaperRequest']

export type Finding =
  | 'missing' | 'too-few' | 'too-short' | 'not-sealed' | 'wrong-format' | 'one-file' | 'no-date' | 'too-early'
  | 'no-amount' | 'no-number' | 'sum-differs' | 'sum-short' | 'late'
export interface Fact {
  name: string // of terms.fact
  value: string
  as: 'money' | 'day' | 'text' | 'instant'
}
export interface Check {
  key: string
  title?: Schema['Text'] // of a paper; other checks are named by their key
  state: 'pass' | 'fail' | 'look' | 'open' // open: not asked for, or nothing to check yet
  findings: Finding[]
  facts: Fact[]
  clauses: string[]
}
export interface PaperContext {
  ordered_on?: string
  signed_on?: string
  contract_amount?: string
  own_payment?: string
  given?: (field: string) => boolean // of the application form
}

// Which papers carry an amount, and what their sum is held against.
const sums: Record<string, 'contract_amount' | 'own_payment'> = { invoice: 'contract_amount', receipt: 'own_payment' }
export const wantsAmount = (kind: string): boolean => kind in sums || kind === 'price-sets'
export const wantsNumber = (kind: string): boolean => kind === 'invoice'

const money = (name: string, value: string): Fact => ({ name, value, as: 'money' })
const day = (name: string, value: string): Fact => ({ name, value, as: 'day' })
const words = (name: string, value: string | number): Fact => ({ name, value: String(value), as: 'text' })

function sumOf(papers: Paper[], member: 'count' | 'characters'): number {
  return papers.reduce((sum, paper) => sum + (paper[member] ?? 0), 0)
}

function shape(row: PaperRow, papers: Paper[], check: Check): void {
  if (row.sealed && papers.some((paper) => !paper.sealed)) check.findings.push('not-sealed')
  if (row.formats.length && papers.some((paper) => !row.formats.includes(paper.format ?? ''))) {
    check.findings.push('wrong-format')
    check.facts.push(words('formats', row.formats.join(', ')))
  }
  if (row.files_max && papers.length > row.files_max) check.findings.push('one-file')
  if (row.count_min) {
    check.facts.push(words('count', `${sumOf(papers, 'count')} / ${row.count_min}`))
    if (sumOf(papers, 'count') < row.count_min) check.findings.push('too-few')
  }
  if (row.characters_min) {
    check.facts.push(words('characters', `${sumOf(papers, 'characters')} / ${row.characters_min}`))
    if (sumOf(papers, 'characters') < row.characters_min) check.findings.push('too-short')
  }
}

function dates(row: PaperRow, papers: Paper[], context: PaperContext, check: Check): void {
  const earliest = row.not_before === 'signing' ? context.signed_on : row.not_before === 'order' ? context.ordered_on : undefined
  for (const paper of papers) if (paper.dated) check.facts.push(day('dated', paper.dated))
  if (!earliest) return
  check.facts.push(day('earliest', earliest))
  if (papers.some((paper) => !paper.dated)) check.findings.push('no-date')
  if (papers.some((paper) => paper.dated && paper.dated < earliest)) check.findings.push('too-early')
}

function amounts(row: PaperRow, papers: Paper[], context: PaperContext, check: Check): void {
  if (wantsNumber(row.kind)) {
    for (const paper of papers) if (paper.number) check.facts.push(words('number', paper.number))
    if (papers.some((paper) => !paper.number)) check.findings.push('no-number')
  }
  const against = sums[row.kind]
  const wanted = against && context[against]
  if (!against || !wanted) return
  if (papers.some((paper) => !paper.amount)) {
    check.findings.push('no-amount')
    return
  }
  const sum = fromFen(papers.reduce((all, paper) => all + toFen(paper.amount ?? '0.00'), 0n))
  check.facts.push(money('sum', sum), money('wanted', wanted))
  if (against === 'own_payment' && toFen(sum) < toFen(wanted)) check.findings.push('sum-short')
  if (against === 'contract_amount' && sum !== wanted) check.findings.push('sum-differs')
}

// What the agency is shown and nobody is refused for.
const only_flagged: Finding[] = ['sum-short', 'sum-differs', 'late']

function stateOf(findings: Finding[]): Check['state'] {
  if (findings.length === 0) return 'pass'
  return findings.every((one) => only_flagged.includes(one)) ? 'look' : 'fail'
}

export function checkPaper(row: PaperRow, all: Paper[], rows: PaperRow[], context: PaperContext): Check {
  const papers = all.filter((paper) => paper.kind === row.kind)
  const check: Check = { key: row.kind, title: row.name, state: 'open', findings: [], facts: [], clauses: row.clauses }
  if (papers.length === 0) {
    const replaced = rows.some((other) => other.in_place_of === row.kind && all.some((paper) => paper.kind === other.kind))
    const asked = row.required && (!row.asked_when_field || Boolean(context.given?.(row.asked_when_field)))
    if (!asked || replaced) return check
    return { ...check, state: 'fail', findings: ['missing'] }
  }
  shape(row, papers, check)
  dates(row, papers, context, check)
  amounts(row, papers, context, check)
  const late = row.kind === 'size-certificate' && papers.some((one) => one.dated && context.signed_on && one.dated > context.signed_on)
  if (late) check.findings.push('late')
  return { ...check, state: stateOf(check.findings) }
}

export function checkPapers(rows: PaperRow[], papers: Paper[], context: PaperContext): Check[] {
  return rows.map((row) => checkPaper(row, papers, rows, context))
}

// ---- the contract against its order
export interface Terms {
  amount?: string
  signed_on?: string
  service_from?: string
  service_to?: string
  product_name?: string
  voucher_part?: string
  own_part?: string
}
export interface OrderFacts {
  ordered_on: string
  last_day: string
  product_name: string
  subsidy: string
}

function one(key: string, passed: boolean | undefined, facts: Fact[], clauses: string[]): Check {
  return { key, state: passed === undefined ? 'open' : passed ? 'pass' : 'fail', findings: [], facts, clauses }
}
const both = <T>(a: T | undefined, b: T | undefined, right: (a: T, b: T) => boolean) =>
  a === undefined || b === undefined || a === '' || b === '' ? undefined : right(a, b)

export function checkContract(terms: Terms, order: OrderFacts, clauses: string[]): Check[] {
  const { amount, voucher_part: voucher, own_part: own } = terms
  const parts = voucher && own ? fromFen(toFen(voucher) + toFen(own)) : undefined
  const given = (name: string, value: string | undefined, make: typeof money) => (value ? [make(name, value)] : [])
  return [
    one('signed-after-order', both(terms.signed_on, order.ordered_on, (a, b) => a >= b),
      [...given('signed_on', terms.signed_on, day), day('ordered_on', order.ordered_on)], clauses),
    one('signed-in-time', both(terms.signed_on, order.last_day, (a, b) => a <= b),
      [...given('signed_on', terms.signed_on, day), day('valid_until', order.last_day)], clauses),
    one('service-after-order', both(terms.service_from, order.ordered_on, (a, b) => a >= b),
      [...given('service_from', terms.service_from, day), day('ordered_on', order.ordered_on)], clauses),
    one('service-in-order', both(terms.service_from, terms.service_to, (a, b) => a <= b),
      [...given('service_from', terms.service_from, day), ...given('service_to', terms.service_to, day)], clauses),
    one('product-same', both(terms.product_name?.trim(), order.product_name.trim(), (a, b) => a === b),
      [...given('contract', terms.product_name, words), words('product_name', order.product_name)], clauses),
    one('parts-add-up', both(parts, amount, (a, b) => a === b),
      [...given('voucher_part', voucher, money), ...given('own_part', own, money), ...given('amount', amount, money)], clauses),
    one('voucher-in-bounds', both(voucher, order.subsidy, (a, b) => toFen(a) <= toFen(b)),
      [...given('voucher_part', voucher, money), money('subsidy', order.subsidy)], clauses),
  ]
}

export const failing = (checks: Check[]): Check[] => checks.filter((check) => check.state === 'fail')
