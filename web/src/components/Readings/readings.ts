// What a machine read in papers, as checks about `reading`: which paper each belongs to, and the two
// sides that are held beside each other.
import type { Schema } from '@/api/client'
import { dayInWords } from '@/components/Instant/time'
import { fromFen, grouped } from '../Money/money'
import { about, type Check } from '../Checks/checks'

type Words = (key: string, named?: Record<string, unknown>) => string
type Paper = Pick<Schema['PaperRequest'], 'kind' | 'file'>
export interface Side {
  label: string
  value: string
}

// A check names the file it is about; where it means no one file, it stands with the first of its kind.
// The same file may be handed in twice: then each place has its own.
export function byPaper(checks: Check[], papers: Paper[]): Check[][] {
  const lists: Check[][] = papers.map(() => [])
  for (const check of about('reading', checks)) {
    const of_kind = papers.map((_, index) => index).filter((index) => papers[index]!.kind === check.facts.paper && papers[index]!.file)
    const meant = of_kind.filter((index) => !check.files.length || check.files.includes(papers[index]!.file!))
    const at = meant.find((index) => !lists[index]!.some((other) => other.key === check.key))
    if (at !== undefined) lists[at]!.push(check)
  }
  return lists
}

const found_in_text = ['contract-order-number', 'contract-product', 'contract-amount', 'contract-voucher-part', 'contract-own-part', 'contract-signed-on', 'invoice-product']

export function sidesOf({ key, state, facts }: Check, t: Words, locale: string): Side[] {
  const side = (label: string, value: unknown): Side => ({ label: t(`provider.reading.${label}`), value: String(value) })
  const fen = (value: unknown) => `${grouped(fromFen(Number(value)))} ${t('common.money.yuan')}`
  const told = (value: unknown) => (/^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? dayInWords(String(value), locale) : String(value))
  const none = t('provider.reading.states.open')
  const where = (found: string, nowhere: string) =>
    facts.page ? t(`provider.reading.${found}`, { n: facts.page }) : t(`provider.reading.${state === 'open' ? 'no_text' : nowhere}`)

  if (key === 'seal') return [side('read', where('seen', 'seen_nowhere'))]
  if (key === 'characters') {
    const count = (value: unknown) => (value === undefined ? t('provider.reading.no_text') : t('provider.reading.characters', { count: value }))
    return [...(facts.characters === undefined ? [] : [side('typed', count(facts.characters))]), side('read', count(facts.read_characters))]
  }
  if (key === 'file-made') return (['signed_on', 'ordered_on', 'made'] as const).map((name) => side(name, told(facts[name])))
  if (key === 'consecutive-numbers')
    return [side('read', t('provider.reading.numbers', { numbers: facts.numbers, following: facts.following, longest: facts.longest_run }))]
  if (key === 'same-invoice') return [side('read', facts.other_number ? t('provider.reading.same_as', { number: facts.other_number }) : t('provider.reading.same_as_none'))]
  if (key === 'price') {
    const share = facts.percent === undefined ? [] : [side('percent', `${facts.percent}%`)]
    return [side('amount', fen(facts.amount)), side('average', fen(facts.average)), ...share]
  }

  const is_wanted = 'wanted' in facts || 'wanted_name' in facts || 'wanted_amount' in facts
  const amount = facts.typed_amount ?? facts.wanted_amount
  const text = facts.typed ?? facts.wanted ?? facts.wanted_name
  const mine = side(is_wanted ? 'wanted' : 'typed', amount !== undefined ? fen(amount) : text === undefined ? '–' : told(text))
  if (found_in_text.includes(key)) return [mine, side('read', where('found', 'found_nowhere'))]
  const read = facts.read_amount !== undefined ? fen(facts.read_amount) : facts.read === undefined ? none : told(facts.read)
  return [mine, side('read', read)]
}

// Some are looked at by themselves: nothing was typed that they could agree with.
const by_itself = ['seal', 'characters', 'file-made', 'consecutive-numbers', 'same-invoice', 'price']
export function wordOf({ key, state }: Check): string {
  if (!by_itself.includes(key) || state === 'open' || state === 'failed') return state
  return state === 'passed' ? 'fine' : 'odd'
}

export const pageOf = (check: Check): number | undefined => (typeof check.facts.page === 'number' ? check.facts.page : undefined)
export const differing = (checks: Check[]): number => checks.filter((check) => ['flagged', 'failed'].includes(check.state)).length
