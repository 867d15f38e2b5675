// What a claim would come to, before it is made: the server decides it without doing it, and the guide's
// deadlines stand until it has.
import { inForce, type Rulebook } from '@/app/rulebook'
import type { Schema } from '@/api/client'

export interface Quote {
  price: string
  subsidy: string
  own: string
  grounds: Schema['Ground'][]
}
export interface Term {
  kind: 'acceptance' | 'validity' | 'redemption'
  count?: number // so many of `unit` after the claim
  unit?: string
  by?: string // the last day
  with_validity?: boolean // ends when the voucher does
  at?: string // exactly, where the server has said so
  clauses: string[]
}

type Decided = Pick<Schema['Order'], 'amount' | 'subsidy' | 'own_payment' | 'grounds' | 'accept_by' | 'valid_until' | 'redeem_by'>

export const quoteFrom = (order: Decided): Quote => ({
  price: order.amount,
  subsidy: order.subsidy,
  own: order.own_payment,
  grounds: order.grounds,
})

export function withInstants(terms: Term[], order: Decided | undefined): Term[] {
  if (!order) return terms
  const at = { acceptance: order.accept_by, validity: order.valid_until, redemption: order.redeem_by }
  return terms.map((term) => ({ ...term, at: at[term.kind] ?? (term.with_validity ? order.valid_until : undefined) }))
}

export function termsOf(book: Rulebook, validity_days?: number): Term[] {
  const kinds: Term['kind'][] = ['acceptance', 'validity', 'redemption']
  return kinds.flatMap((kind) => {
    const row = inForce(book.deadlines, book.year).find((one) => one.kind === kind)
    if (!row) return []
    const [, count, unit] = /^(\d+) ([\w-]+)$/.exec(row.after ?? '') ?? []
    const own = kind === 'validity' && validity_days && !row.by
    return [{
      kind,
      count: own ? validity_days : count ? Number(count) : undefined,
      unit: own ? 'days' : unit,
      by: row.by,
      with_validity: !row.by && !count && !own,
      clauses: row.clauses,
    }]
  })
}
