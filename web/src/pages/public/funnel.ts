// How far orders came, from how many stand where: whoever was paid has also been placed, accepted and
// signed. An order that ended on the way counts as far as the way to that end leads for certain.
import type { Schema } from '@/api/client'

type Status = Schema['OrderStatus']
const paid: Status[] = ['paid', 'recovering', 'clawed-back']
const approved: Status[] = [...paid, 'approved', 'published', 'suspended']
const redeemed: Status[] = [...approved, 'in-review', 'redeeming', 'rejected']
const signed: Status[] = [...redeemed, 'signed', 'waived', 'abandoned']
const accepted: Status[] = [...signed, 'accepted', 'expired']

export const funnel_steps = ['placed', 'accepted', 'signed', 'redeemed', 'approved', 'paid'] as const
const reached: Record<(typeof funnel_steps)[number], Status[] | 'all'> = {
  placed: 'all', accepted, signed, redeemed, approved, paid,
}

export function funnelOf(orders: Record<string, number>): { step: (typeof funnel_steps)[number]; count: number }[] {
  const sum = (statuses: string[]) => statuses.reduce((all, status) => all + (orders[status] ?? 0), 0)
  return funnel_steps.map((step) => {
    const statuses = reached[step]
    return { step, count: sum(statuses === 'all' ? Object.keys(orders) : statuses) }
  })
}
