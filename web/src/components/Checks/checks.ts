// What the server looked at, as it tells it in previews and of an order that is stored.
import type { Schema } from '@/api/client'
import type { Reason } from '@/api/problem'

export type Check = Schema['Check']

export const about = (what: Check['about'], checks: Check[] | undefined): Check[] =>
  (checks ?? []).filter((check) => check.about === what)

export const failed = (checks: Check[]): number => checks.filter((check) => check.state === 'failed').length

// The rows of a rulebook that the server asks for, in their order; all of them before it said so.
export function asked<Row>(rows: Row[], key: (row: Row) => string, what: Check['about'], checks: Check[] | undefined): Row[] {
  if (!checks) return rows
  const keys = new Set(about(what, checks).map((check) => check.key))
  return rows.filter((row) => keys.has(key(row)))
}

// What speaks against an act beside all that was checked, as a check of its own: money that is used up.
export function besides(checks: Check[], against: Reason[]): Check[] {
  const told = new Set(checks.flatMap((check) => check.reasons.map((reason) => reason.code)))
  return against
    .filter((reason) => !told.has(reason.code))
    .map(({ code, clauses, facts }) => ({ about: 'contract', key: code, state: 'failed', clauses, facts, reasons: [], flags: [], files: [] }))
}
