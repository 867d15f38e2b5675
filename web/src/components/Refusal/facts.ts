// Facts come bare: amounts in fen, instants in microseconds, days and states as text. What each is
// follows from its name; a number too large for money is an instant.
import { fromFen, grouped } from '../Money/money'
import { dayInWords, timeOf } from '../Instant/time'
import { requirementInWords, type Words } from './requirement'

const amounts = new Set([
  'amount', 'approved', 'assets', 'cap', 'due', 'free', 'held', 'left', 'own_part', 'revenue', 'subsidy', 'sum',
  'total', 'voucher_part', 'wanted',
])
const vocabularies: Record<string, string[]> = {
  act: ['act'],
  by: ['role'],
  due_kind: ['deadline'],
  entity: ['entity'],
  fault: ['identity-fault'],
  held: ['role'], // a sum is held, too: that is a number
  honours: ['honour'],
  legal_form: ['legal-form'],
  missing: ['fact'],
  place: ['district', 'table-place'],
  registered_in: ['district'],
  role: ['role'],
  size: ['size'],
  status: ['order-status', 'product-status', 'batch-status'],
  verdict: ['verdict'],
}
const truths = new Set(['certified', 'judgment_debtor', 'legal_person'])
const shares = new Set(['industry_share'])
const first_instant = 1e14

function word(name: string, value: string, words: Words): string {
  for (const group of vocabularies[name] ?? []) {
    const key = `terms.${group}.${value}`
    if (words.te(key)) return words.t(key)
  }
  if (vocabularies[name]?.includes('district') && /^\d{6}$/.test(value)) return words.t('common.refusal.elsewhere', { code: value })
  if (name === 'until' && value === 'permanent') return words.t('common.refusal.permanent')
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayInWords(value, words.locale)
  return value
}

export function factInWords(name: string, value: unknown, words: Words): string {
  if (name === 'required' && Array.isArray(value)) return value.map((one) => requirementInWords(String(one), words)).join('; ')
  if (Array.isArray(value)) return value.map((one) => factInWords(name, one, words)).join(', ')
  if (typeof value === 'boolean') return words.t(value ? 'common.refusal.yes' : 'common.refusal.no')
  if (typeof value === 'string') return word(name, value, words)
  if (typeof value !== 'number') return JSON.stringify(value)
  if (truths.has(name)) return words.t(value ? 'common.refusal.yes' : 'common.refusal.no')
  if (shares.has(name)) return `${fromFen(value)}%`
  if (value >= first_instant) return `${dayInWords(value / 1000, words.locale)} ${timeOf(value / 1000)}`
  return amounts.has(name) ? `${grouped(fromFen(value))} ${words.t('common.money.yuan')}` : String(value)
}
