// What the API tells of an order's or a product's past, as steps of a timeline. What comes next is
// for the parties' pages; an office reads what was.
import type { Schema } from '@/api/client'
import type { Step } from '@/components/Timeline/step'

interface Words {
  t: (key: string) => string
  term: (group: string, value: string) => string
}

export function stepsOf(entries: Schema['TimelineEntry'][], of: 'order' | 'product', words: Words): Step[] {
  return entries.map((entry, index) => ({
    key: entry.seq,
    title: [words.term('act', entry.act), entry.status && words.term(`${of}-status`, entry.status)].filter(Boolean).join(' → '),
    state: index === entries.length - 1 ? 'now' : 'done',
    at: entry.time,
    by: words.term('role', entry.role),
    note: entry.reason,
    clauses: entry.clauses,
  }))
}
