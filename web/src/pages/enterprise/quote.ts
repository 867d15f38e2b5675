// What a claim would come to, before it is made. In lists it is reckoned in fen as the claim itself does,
// from the rulebook's rate, its ceiling of an order and the quota that is left; on a product's page the
// server decides the claim without doing it, and its answer stands.
import { fromFen, toFen } from '@/components/Money/money'
import { inForce, type Rulebook } from '@/app/rulebook'
import { basisPoints } from '@/app/subsidy'
import type { Schema } from '@/api/client'

export interface Quote {
  price: string
  subsidy: string
  own: string
  grounds: Schema['Ground'][]
}
type Free = Pick<Schema['Quota'], 'available' | 'clauses'>

export function quoteOf(price: string, book: Rulebook | undefined, free?: Free): Quote | undefined {
  const rate = book && inForce(book.rates, book.year).find((row) => row.when.length === 0)
  if (!book || !rate) return undefined
  const whole = toFen(price)
  let part = (whole * basisPoints(rate.rate)) / 10_000n
  const grounds: Schema['Ground'][] = [{ name: 'rate', result: fromFen(part), clauses: rate.clauses }]
  const lower = (name: string, most: bigint, clauses: string[]) => {
    if (most >= part) return
    part = most > 0n ? most : 0n
    grounds.push({ name, result: fromFen(part), clauses })
  }
  for (const row of inForce(book.caps, book.year)) {
    if (row.per === 'order' && row.when.length === 0) lower('cap-order', toFen(row.amount), row.clauses)
  }
  if (free) lower('quota', toFen(free.available), free.clauses)
  return { price, subsidy: fromFen(part), own: fromFen(whole - part), grounds }
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
