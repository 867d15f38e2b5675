// What the lists say together, where the statistics do not: read order by order in the browser, for
// as long as that is a matter of seconds. Money is summed in fen.
import { api, must, type Schema } from '@/api/client'
import { millis, dayOf } from '@/components/Instant/time'
import { toFen } from '@/components/Money/money'

type Order = Schema['Order']
export interface Sum {
  orders: number
  fen: bigint
}
export interface Figures {
  orders: number
  fen: bigint
  by_direction: Map<string, Sum>
  by_size: Map<string, Sum>
  by_district: Map<string, Sum>
  by_provider: Map<string, Sum>
  ages: Map<string, { open: number; days: number[]; overdue: number }>
  by_day: Map<string, Sum>
}

// These gave their money back; everything else holds or has spent it.
const released = ['declined', 'cancelled', 'lapsed', 'expired', 'rejected', 'voided', 'waived', 'abandoned', 'clawed-back']
export const stages = ['placed', 'accepted', 'signed', 'redeeming', 'in-review', 'approved', 'published', 'suspended', 'recovering']

async function readAll<T>(read: (cursor?: string) => Promise<{ items: T[]; next?: string }>, each: (items: T[]) => boolean): Promise<void> {
  for (let cursor: string | undefined; ; ) {
    const page = await read(cursor)
    if (!each(page.items) || !page.next) return
    cursor = page.next
  }
}

function add(sums: Map<string, Sum>, key: string, fen: bigint): void {
  const sum = sums.get(key) ?? { orders: 0, fen: 0n }
  sums.set(key, { orders: sum.orders + 1, fen: sum.fen + fen })
}

function count(figures: Figures, order: Order, district: string, now: number): void {
  if (stages.includes(order.status)) {
    const stage = figures.ages.get(order.status) ?? { open: 0, days: [], overdue: 0 }
    stage.open++
    stage.overdue += order.overdue ? 1 : 0
    stage.days.push(Math.max(0, Math.floor((now - millis(order.placed)) / 86_400_000)))
    figures.ages.set(order.status, stage)
  }
  if (released.includes(order.status)) return
  const fen = toFen(order.approved ?? order.subsidy)
  figures.orders++
  figures.fen += fen
  add(figures.by_direction, order.direction, fen)
  add(figures.by_size, order.size, fen)
  add(figures.by_district, district, fen)
  add(figures.by_provider, String(order.provider), fen)
  add(figures.by_day, dayOf(order.placed), fen)
}

export async function readFigures(programme: string, now: number, far: (orders: number) => boolean): Promise<Figures> {
  const path = { programme }
  const districts = new Map<number, string>()
  await readAll(
    async (cursor) => must(await api.GET('/api/v1/programmes/{programme}/enterprises', { params: { path, query: { cursor, limit: 200 } } })),
    (items) => {
      for (const one of items) districts.set(one.id, one.registered_in)
      return far(0)
    },
  )
  const figures: Figures = {
    orders: 0, fen: 0n, by_direction: new Map(), by_size: new Map(), by_district: new Map(), by_provider: new Map(),
    ages: new Map(), by_day: new Map(),
  }
  let orders = 0
  await readAll(
    async (cursor) => must(await api.GET('/api/v1/programmes/{programme}/orders', { params: { path, query: { cursor, limit: 200 } } })),
    (items) => {
      for (const one of items) count(figures, one, districts.get(one.enterprise) ?? '', now)
      orders += items.length
      return far(orders)
    },
  )
  return figures
}

export const sorted = (sums: Map<string, Sum>): [string, Sum][] => [...sums].sort(([, one], [, other]) => (other.fen > one.fen ? 1 : other.fen < one.fen ? -1 : 0))
export function median(days: number[]): number {
  const all = [...days].sort((one, other) => one - other)
  return all[Math.floor((all.length - 1) / 2)] ?? 0
}
