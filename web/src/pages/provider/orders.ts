// Orders of the provider, grouped by what has become of the money.
import { api, must, type Schema } from '@/api/client'
import { fromFen, toFen } from '@/components/Money/money'

export type Order = Schema['Order']
export type Status = Schema['OrderStatus']
const most = 2000

export async function readOrders(programme: string, status?: Status[]): Promise<Order[]> {
  const orders: Order[] = []
  let cursor: string | undefined
  do {
    const query = { status, cursor, limit: 200, sort: '-id' as const }
    const page = must(await api.GET('/api/v1/programmes/{programme}/orders', { params: { path: { programme }, query } }))
    orders.push(...page.items)
    cursor = page.next
  } while (cursor && orders.length < most)
  return orders
}

// What the provider gets, or hopes to get, for an order.
export const worth = (order: Order): string => order.approved ?? order.subsidy
export const dueBack = (order: Order): string => fromFen(toFen(order.clawback) - toFen(order.returned))
export const sum = (amounts: string[]): string => fromFen(amounts.reduce((all, one) => all + toFen(one), 0n))

export interface Stage {
  name: 'before' | 'review' | 'correct' | 'approved' | 'batched' | 'notice' | 'suspended' | 'paid' | 'back'
  statuses: Status[]
}
// Where it is the provider's turn comes first.
export const stages: Stage[] = [
  { name: 'back', statuses: ['recovering'] },
  { name: 'correct', statuses: ['redeeming'] },
  { name: 'before', statuses: ['signed'] },
  { name: 'review', statuses: ['in-review'] },
  { name: 'approved', statuses: ['approved'] },
  { name: 'batched', statuses: ['approved'] },
  { name: 'notice', statuses: ['published'] },
  { name: 'suspended', statuses: ['suspended'] },
  { name: 'paid', statuses: ['paid'] },
]
export function stageOf(order: Order): Stage['name'] | undefined {
  if (order.status === 'approved') return order.batch ? 'batched' : 'approved'
  return stages.find((stage) => stage.statuses.includes(order.status))?.name
}
