// What a guide asks, as the API writes it ("staff >= 100", "industry in C13*, C1515"), in words. The
// grammar is the rulebook's: a fact, a comparison, a value.
import { grouped } from '../Money/money'

export type Words = { t: (key: string, named?: Record<string, unknown>) => string; te: (key: string) => boolean; locale: string }

const comparisons: Record<string, string> = {
  '>=': 'at-least',
  '>': 'more-than',
  '<=': 'at-most',
  '<': 'less-than',
  is: 'is',
  in: 'in',
  'not-in': 'not-in',
  'none-within': 'none-within',
  'at-least-ago': 'at-least-ago',
}
const groups: Record<string, string> = { honours: 'honour', legal_form: 'legal-form', size: 'size' }

export interface Requirement {
  fact: string
  comparison: string
  value: string
}

export function readRequirement(text: string): Requirement | undefined {
  const [, fact, comparison, value] = /^(\S+) (\S+) (.+)$/.exec(text) ?? []
  return fact && comparison && comparisons[comparison] ? { fact, comparison, value: value! } : undefined
}

function one(fact: string, value: string, { t, te }: Words): string {
  const key = `terms.${groups[fact] ?? 'fact'}.${value}`
  if (groups[fact] && te(key)) return t(key)
  if (fact === 'registered_in' && value === '11*') return t('terms.requirement.beijing')
  return value.replace(/\*$/, t('terms.requirement.prefix'))
}

function amount(fact: string, value: string, { t }: Words): string {
  if (/^\d+\.\d{2}$/.test(value)) return `${grouped(value)} ${t('common.money.yuan')}`
  return fact === 'staff' ? t('terms.requirement.people', { count: value }) : value
}

export function requirementInWords(text: string, words: Words): string {
  const read = readRequirement(text)
  if (!read) return text
  const fact = read.fact.replace(/^provider\./, '')
  const bare = fact === 'place' ? 'registered_in' : fact
  const name = words.te(`terms.fact.${bare}`) ? words.t(`terms.fact.${bare}`) : bare
  if (read.comparison === 'is') return words.t(`terms.requirement.${read.value === 'true' ? 'is' : 'is-not'}`, { name })
  const term = /^(\d+) (years|months|days)$/.exec(read.value)
  const value = term
    ? words.t(`terms.requirement.${term[2]}`, { n: term[1] })
    : read.comparison.endsWith('in')
      ? read.value.split(', ').map((part) => one(bare, part, words)).join(words.t('common.list_and'))
      : amount(bare, read.value, words)
  return words.t(`terms.requirement.${comparisons[read.comparison]}`, { name, value })
}
