// Lists and records that several faces read: the bureau acts on them, the platform and the auditor
// look. The same pages, each under its own face.
import type { RouteRecordRaw } from 'vue-router'
import type { FaceName, Role } from '@/app/faces'

type Page = RouteRecordRaw['component']
const pages: { path: string; name: string; title: string; component: Page; texts?: ('experts' | 'provider')[] }[] = [
  { path: 'search', name: 'search', title: 'bureau.search.title', component: () => import('./Search.vue') },
  { path: 'orders', name: 'orders', title: 'bureau.orders.title', component: () => import('./Orders.vue') },
  { path: 'orders/:order', name: 'order', title: 'terms.entity.order', component: () => import('./Order.vue'), texts: ['provider'] },
  { path: 'products', name: 'products', title: 'bureau.products.title', component: () => import('./Products.vue') },
  { path: 'products/:product', name: 'product', title: 'terms.entity.product', component: () => import('./Product.vue'), texts: ['experts', 'provider'] },
  { path: 'enterprises', name: 'enterprises', title: 'bureau.enterprises.title', component: () => import('./Enterprises.vue') },
  { path: 'enterprises/:enterprise', name: 'enterprise', title: 'terms.entity.enterprise', component: () => import('./Enterprise.vue') },
  { path: 'providers', name: 'providers', title: 'bureau.providers.title', component: () => import('./Providers.vue') },
  { path: 'providers/:provider', name: 'provider', title: 'terms.entity.provider', component: () => import('./Provider.vue') },
  { path: 'batches', name: 'batches', title: 'bureau.batches.title', component: () => import('./Batches.vue') },
  { path: 'batches/:batch', name: 'batch', title: 'terms.entity.batch', component: () => import('./Batch.vue') },
  { path: 'objections', name: 'objections', title: 'bureau.objections.title', component: () => import('./Objections.vue') },
  { path: 'objections/:objection', name: 'objection', title: 'terms.entity.objection', component: () => import('./Objection.vue') },
  { path: 'sanctions', name: 'sanctions', title: 'bureau.sanctions.title', component: () => import('./Sanctions.vue') },
  { path: 'appeals', name: 'appeals', title: 'bureau.appeals.title', component: () => import('./Appeals.vue') },
  { path: 'appeals/:appeal', name: 'appeal', title: 'terms.entity.appeal', component: () => import('./Appeal.vue') },
  { path: 'proposals', name: 'proposals', title: 'bureau.proposals.title', component: () => import('./Proposals.vue') },
  { path: 'proposals/:proposal', name: 'proposal', title: 'terms.entity.proposal', component: () => import('./Proposal.vue') },
  { path: 'spot-checks', name: 'checks', title: 'bureau.checks.title', component: () => import('./SpotChecks.vue') },
  { path: 'spot-checks/:check', name: 'check', title: 'terms.entity.spot-check', component: () => import('./SpotCheck.vue') },
  { path: 'recoveries', name: 'recoveries', title: 'bureau.recoveries.title', component: () => import('./Recoveries.vue') },
  { path: 'rulebook', name: 'rulebook', title: 'bureau.rulebook.title', component: () => import('./Rulebook.vue') },
  { path: 'rulebook/comparison', name: 'comparison', title: 'bureau.comparison.title', component: () => import('./Comparison.vue') },
]

// Without `except`, whose names a face shows in its own way.
export function registers(face: FaceName, roles: Role[], except: string[] = []): RouteRecordRaw[] {
  return pages
    .filter((page) => !except.includes(page.name))
    .map(({ path, name, title, component, texts = [] }) => ({
      path,
      name: `${face}-${name}`,
      component,
      meta: { title, roles, texts: ['bureau' as const, ...texts] },
    })) as RouteRecordRaw[]
}
