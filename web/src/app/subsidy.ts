// The most that the programme pays of a price, by its rates and caps alone. What an enterprise gets in
// the end also hangs on its quota, its honours and the budget: the claim decides that.
import { fromFen, toFen } from '@/components/Money/money'
import { inForce, type Rulebook } from './rulebook'

export const basisPoints = (share: string): bigint => BigInt(share.replace('%', '').replace('.', ''))

function largest(amounts: bigint[]): bigint | undefined {
  return amounts.reduce<bigint | undefined>((most, one) => (most === undefined || one > most ? one : most), undefined)
}

// Several caps of a year differ by honours; the largest one bounds everybody.
export function capOf(book: Rulebook, per: 'order' | 'year'): string | undefined {
  const rows = inForce(book.caps, book.year).filter((row) => row.per === per)
  const most = largest(rows.map((row) => toFen(row.amount)))
  return most === undefined ? undefined : fromFen(most)
}

export function rateOf(book: Rulebook): string | undefined {
  return inForce(book.rates, book.year).find((row) => row.when.length === 0)?.rate
}

export function atMost(price: string, book: Rulebook | undefined): { subsidy: string; own: string } | undefined {
  const rate = book && rateOf(book)
  if (!book || !rate) return undefined
  const whole = toFen(price)
  const caps = [capOf(book, 'order'), capOf(book, 'year')].filter((cap) => cap !== undefined).map(toFen)
  const subsidy = [(whole * basisPoints(rate)) / 10_000n, ...caps].reduce((least, one) => (one < least ? one : least))
  return { subsidy: fromFen(subsidy), own: fromFen(whole - subsidy) }
}
