// The rulebook's rows in words: what a row is about, and what it says. Two books are compared by
// what their rows are about; the clauses differ from guide to guide and do not make a difference.
import type { Rulebook } from './guide'

export const tables = ['directions', 'acts', 'rates', 'caps', 'deadlines', 'fields', 'papers', 'criteria', 'sanctions', 'labels'] as const
export type TableName = (typeof tables)[number]
type Row = Rulebook[TableName][number]

export interface Words {
  t: (key: string, values?: Record<string, unknown>) => string
  text: (text: { zh: string; en: string } | undefined) => string
  term: (group: string, value: string) => string
  money: (amount: string) => string
}
export interface Rule {
  key: string
  name: string
  facts: Record<string, string> // by the key of a text
  from: string
  until?: string
  clauses: string[]
}
type Facts = Record<string, string | number | boolean | undefined>
interface Said {
  about: string
  name: string
  facts: Facts
}

type Saying = { [T in TableName]: (row: Rulebook[T][number], words: Words) => Said }
const joined = (values: readonly string[]) => values.join(', ')

const sayings: Saying = {
  directions: (row, { text }) => ({
    about: row.code,
    name: text(row.name),
    facts: { field: text(row.field), notice: text(row.notice), subtypes: joined(row.subtypes.map((one) => text(one.name))), open_list: row.open_list },
  }),
  acts: (row, { term }) => ({ about: row.name, name: term('act', row.name), facts: { approvals: row.approvals } }),
  rates: (row, { t }) => ({ about: 'rate', name: t('bureau.rulebook.rate'), facts: { value: row.rate } }),
  caps: (row, { term, money }) => ({ about: row.per, name: term('cap-per', row.per), facts: { value: money(row.amount) } }),
  deadlines: (row, { term }) => ({
    about: row.kind,
    name: term('deadline', row.kind),
    facts: { after: row.after, by: row.by, longest: row.longest, extension: row.extension },
  }),
  fields: (row, { text, term }) => ({
    about: row.name,
    name: text(row.label),
    facts: { format: term('field-format', row.format), required: row.required, most: row.characters_max || undefined, options: joined(row.options) },
  }),
  papers: (row, { text, term }) => ({
    about: `${row.act} ${row.kind}`,
    name: text(row.name),
    facts: {
      act: term('act', row.act), required: row.required, sealed: row.sealed, formats: joined(row.formats),
      files: row.files_max || undefined, not_before: term('paper-date', row.not_before),
    },
  }),
  criteria: (row, { text }) => ({ about: row.name, name: text(row.label), facts: { points_max: row.points_max } }),
  sanctions: (row, { text, t }) => ({ about: row.ground, name: text(row.name), facts: { term: row.term ?? t('bureau.party.permanent') } }),
  labels: (row) => ({ about: row.name, name: row.name, facts: { value: `${row.value} ${row.unit}`.trim() } }),
}

function ruleOf(table: TableName, row: Row, words: Words): Rule {
  const said = (sayings[table] as (row: Row, words: Words) => Said)(row, words)
  const all: Facts = { ...said.facts, when: joined(row.when) }
  const told = Object.entries(all).filter(([, value]) => value !== undefined && value !== '' && value !== false)
  const shown = told.map(([name, value]) => [name, value === true ? words.t('common.refusal.yes') : String(value)])
  return {
    key: [said.about, ...row.when].join(' '),
    name: said.name,
    facts: Object.fromEntries(shown) as Record<string, string>,
    from: row.from,
    until: row.until,
    clauses: row.clauses,
  }
}

export const rulesOf = (book: Rulebook, table: TableName, words: Words): Rule[] =>
  (book[table] as Row[]).map((row) => ruleOf(table, row, words))

export interface Difference {
  key: string
  name: string
  kind: 'only-left' | 'only-right' | 'changed'
  left?: Rule
  right?: Rule
  facts: string[] // that differ
}

const keyed = (rules: Rule[]) => new Map(rules.map((rule) => [rule.key, rule]))
const differing = (left: Rule, right: Rule) =>
  [...new Set([...Object.keys(left.facts), ...Object.keys(right.facts)])].filter((name) => left.facts[name] !== right.facts[name])

export function compared(left: Rule[], right: Rule[]): { differences: Difference[]; same: number } {
  const [lefts, rights] = [keyed(left), keyed(right)]
  const differences: Difference[] = []
  let same = 0
  for (const [key, rule] of lefts) {
    const other = rights.get(key)
    const facts = other ? differing(rule, other) : Object.keys(rule.facts)
    if (!other) differences.push({ key, name: rule.name, kind: 'only-left', left: rule, facts })
    else if (facts.length) differences.push({ key, name: rule.name, kind: 'changed', left: rule, right: other, facts })
    else same++
  }
  for (const [key, rule] of rights) {
    if (!lefts.has(key)) differences.push({ key, name: rule.name, kind: 'only-right', right: rule, facts: Object.keys(rule.facts) })
  }
  return { differences, same }
}
