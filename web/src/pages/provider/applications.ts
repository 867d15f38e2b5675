// The tabs of the 2025 guide over the states of a product.
import { api, must, type Schema } from '@/api/client'

type Status = Schema['ProductStatus']
export const tabs: Record<string, Status[]> = {
  all: [],
  draft: ['draft'],
  submitted: ['submitted'],
  passed: ['passed', 'on-notice', 'qualified', 'listed', 'delisted'],
  returned: ['returned'],
  failed: ['failed'],
}

export async function readProducts(programme: string): Promise<Schema['Product'][]> {
  const products: Schema['Product'][] = []
  let cursor: string | undefined
  do {
    const query = { cursor, limit: 200, sort: '-id' as const }
    const page = must(await api.GET('/api/v1/programmes/{programme}/products', { params: { path: { programme }, query } }))
    products.push(...page.items)
    cursor = page.next
  } while (cursor)
  return products
}
