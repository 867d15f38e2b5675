// An example for each id that stands in a route: the first one of a list of the API that this role
// may read. A route may ask for several ids.
import type { APIRequestContext } from '@playwright/test'

const lists: Record<string, string[]> = {
  product: ['products?limit=1', 'catalogue?limit=1'],
  order: ['orders?limit=1'],
  batch: ['batches?limit=1'],
  notice: ['payout-notices?limit=1'],
  objection: ['objections?limit=1'],
  appeal: ['appeals?limit=1'],
  proposal: ['proposals?limit=1'],
  sanction: ['sanctions?limit=1'],
  check: ['spot-checks?limit=1'],
  enterprise: ['enterprises?limit=1'],
  provider: ['providers?limit=1', 'catalogue?limit=1'],
  party: ['enterprises?limit=1'],
}

// Nobody lists these: the page says that there is none.
const made_up: Record<string, string> = { number: 'BJ2025000000100' }

export async function exampleOf(request: APIRequestContext, programme: string, name: string): Promise<string | undefined> {
  if (made_up[name]) return made_up[name]
  for (const list of lists[name] ?? []) {
    const answer = await request.get(`/api/v1/programmes/${programme}/${list}`)
    if (!answer.ok()) continue
    const { items } = (await answer.json()) as { items: { id: number }[] }
    if (items[0]) return String(items[0].id)
  }
  return undefined
}
