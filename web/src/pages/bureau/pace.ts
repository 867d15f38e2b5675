// The even pace: the budget spread evenly over the days of claims, as a measure of how fast it goes.
// Nobody planned it; whoever reads it must not take it for a plan.
import { toFen } from '@/components/Money/money'
import type { Rulebook } from './guide'

const day_millis = 86_400_000
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / day_millis
const nameOf = (number: number) => new Date(number * day_millis).toISOString().slice(0, 10)
export const days_most = 800

// The last day of claims: where the guide names none, the year's.
export function lastDay(book: Pick<Rulebook, 'deadlines' | 'year'>): string {
  const named = book.deadlines.filter((row) => row.kind === 'claims' && row.by).map((row) => row.by!)
  return named.sort().at(-1) ?? `${book.year}-12-31`
}

export interface Day {
  day: string
  claimed: number
  so_far: bigint | undefined // nothing after today
  even: bigint | undefined // nothing without a budget
}
interface Claims {
  day: string
  claimed: number
  subsidy: string
}

// The pace of `day`, to the end of it; never more than the budget.
export function evenBy(day: string, first: string, last: string, budget: bigint): bigint {
  const whole = numberOf(last) - numberOf(first) + 1
  const gone = Math.min(Math.max(numberOf(day) - numberOf(first) + 1, 0), whole)
  return whole > 0 ? (budget * BigInt(gone)) / BigInt(whole) : budget
}

// Every day from the first with claims to the last of claims, or to the last with claims after it.
export function daysOf(claims: Claims[], last: string, today: string, total: string | undefined): Day[] {
  const first = claims[0]?.day
  if (!first) return []
  const end = [last, claims.at(-1)!.day].sort().at(-1)!
  const on = new Map(claims.map((one) => [one.day, one]))
  const budget = total === undefined ? undefined : toFen(total)
  const count = Math.min(numberOf(end) - numberOf(first) + 1, days_most)
  let fen = 0n
  return Array.from({ length: count }, (_, index) => {
    const day = nameOf(numberOf(first) + index)
    const here = on.get(day)
    if (here) fen += toFen(here.subsidy)
    return { day, claimed: here?.claimed ?? 0, so_far: day <= today ? fen : undefined, even: budget === undefined ? undefined : evenBy(day, first, last, budget) }
  })
}

export interface Standing {
  day: string
  so_far: bigint
  even: bigint
  ahead: bigint // negative: behind
  share: number // of the budget, without its sign
}
// On the last day that anything is known of.
export function standingOf(days: Day[], total: string | undefined): Standing | undefined {
  const day = days.findLast((one) => one.so_far !== undefined)
  if (!day || day.so_far === undefined || day.even === undefined || !total) return undefined
  const budget = toFen(total)
  if (budget === 0n) return undefined
  const ahead = day.so_far - day.even
  const size = ahead < 0n ? -ahead : ahead
  return { day: day.day, so_far: day.so_far, even: day.even, ahead, share: Number((size * 10_000n) / budget) / 10_000 }
}
