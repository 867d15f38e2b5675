// The course of an order as its enterprise sees it: what is done (the log says so), where it stands and
// whose turn it is, and what is still to come if all goes well.
import type { Schema } from '@/api/client'
import type { Step } from '@/components/Timeline/step'

export type Order = Schema['Order']
type Status = Schema['OrderStatus']
type Turn = 'provider' | 'review-agency' | 'bureau' | 'public'

const way: Status[] = ['placed', 'accepted', 'signed', 'in-review', 'approved', 'published', 'paid']
// Where off the way an order returns to it.
const back_to: Partial<Record<Status, Status>> = { redeeming: 'signed', suspended: 'published' }
const turns: Partial<Record<Status, Turn>> = {
  placed: 'provider',
  accepted: 'provider',
  signed: 'provider',
  redeeming: 'provider',
  'in-review': 'review-agency',
  approved: 'bureau',
  published: 'bureau',
  suspended: 'bureau',
  recovering: 'provider',
}

export const turnOf = (order: Pick<Order, 'status'>): Turn | undefined => turns[order.status]
export const isOver = (order: Pick<Order, 'status'>): boolean => turns[order.status] === undefined

export function stillToCome(status: Status): Status[] {
  const at = way.indexOf(back_to[status] ?? status)
  return at < 0 || isOver({ status }) ? [] : way.slice(at + 1)
}

// From the contract on the enterprise says that the service is complete; then it may rate.
const with_contract: Status[] = [
  'signed', 'in-review', 'redeeming', 'approved', 'published', 'suspended', 'paid', 'recovering', 'clawed-back',
]
export const hasContract = (order: Pick<Order, 'status'>): boolean => with_contract.includes(order.status)
export const mayCancel = (order: Order): boolean => order.status === 'placed' && !order.frozen
export const mayComplete = (order: Order): boolean => hasContract(order) && !order.completed
export const mayRate = (order: Order): boolean => order.completed

interface Words {
  act: (act: string) => string
  role: (role: string) => string
  status: (status: Status) => string
  coming: (status: Status) => string
  turn: (turn: Turn) => string
  place: (seq: number) => string
}

export function stepsOf(order: Order, entries: Schema['TimelineEntry'][], words: Words): Step[] {
  const done: Step[] = entries.map((entry) => ({
    key: entry.seq,
    title: words.act(entry.act),
    state: 'done',
    at: entry.time,
    by: `${words.role(entry.role)} · ${words.place(entry.seq)}`,
    note: entry.reason,
    clauses: entry.clauses,
  }))
  const turn = turnOf(order)
  if (!turn) return done
  const now: Step = { key: 'now', title: words.status(order.status), state: 'now', due: order.due, turn: words.turn(turn) }
  const next = stillToCome(order.status).map((status): Step => ({ key: status, title: words.coming(status), state: 'next' }))
  return [...done, now, ...next]
}

export const groups: Record<'open' | 'done' | 'gone', Status[]> = {
  open: ['placed', 'accepted', 'signed', 'in-review', 'redeeming', 'approved', 'published', 'suspended', 'recovering'],
  done: ['paid'],
  gone: ['declined', 'cancelled', 'lapsed', 'expired', 'rejected', 'voided', 'waived', 'abandoned', 'clawed-back'],
}
export type Group = keyof typeof groups
