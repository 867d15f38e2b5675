// Papers of a provider by what they belong to.
import { api, type Schema } from '@/api/client'
import { readProducts } from './applications'
import { readOrders, type Status } from './orders'

export interface Line {
  paper: Schema['Paper']
  of: string
  to: { name: string; params: Record<string, number> }
  act: 'redeem' | 'submit-product'
  at: string | undefined
}
const submitted: Status[] = ['in-review', 'redeeming', 'approved', 'published', 'suspended', 'paid', 'recovering', 'clawed-back', 'rejected', 'voided']
const most = 60 // orders: each costs a request

async function ofRedemption(programme: string, order: Schema['Order']): Promise<Line[]> {
  const params = { path: { programme, order: order.id } }
  const { data } = await api.GET('/api/v1/programmes/{programme}/orders/{order}/redemption', { params })
  const to = { name: 'provider-order', params: { order: order.id } }
  return (data?.submissions ?? []).flatMap((one) => one.documents.map((paper): Line => ({ paper, of: order.product_name, to, act: 'redeem', at: one.at })))
}
export async function redeemed(programme: string): Promise<Line[]> {
  const orders = (await readOrders(programme, submitted)).slice(0, most)
  return (await Promise.all(orders.map((order) => ofRedemption(programme, order)))).flat()
}
export async function applied(programme: string): Promise<Line[]> {
  return (await readProducts(programme)).flatMap((product) =>
    product.documents.map((paper): Line => ({
      paper, of: product.name, to: { name: 'provider-application', params: { product: product.id } }, act: 'submit-product', at: product.last_submitted,
    })),
  )
}

// As people write it: "1.2 MB".
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [unit, size] = bytes < 1024 * 1024 ? ['KB', bytes / 1024] : ['MB', bytes / 1024 / 1024]
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}
