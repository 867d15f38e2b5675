// The bureau: its officer, who makes batches, and who approves payment.
import type { Face, Role } from '@/app/faces'
import { registers } from './registers'

const roles: Role[] = ['programme-officer', 'batch-maker', 'approver']

export const face: Face = {
  name: 'bureau',
  shell: 'console',
  roles,
  nav: [
    { to: 'bureau-overview', title: 'bureau.overview.title', icon: 'chart' },
    { to: 'bureau-search', title: 'bureau.search.title', icon: 'search' },
    { to: 'bureau-programme', title: 'bureau.programme.title', icon: 'calendar' },
    { to: 'bureau-products', title: 'bureau.products.title', icon: 'shop', queues: ['products-to-publish', 'products-to-list'] },
    { to: 'bureau-orders', title: 'bureau.orders.title', icon: 'voucher' },
    {
      to: 'bureau-batches',
      title: 'bureau.batches.title',
      icon: 'money',
      queues: ['orders-to-batch', 'batches-to-publish', 'batches-to-settle', 'batches-to-pay'],
    },
    { to: 'bureau-objections', title: 'bureau.objections.title', icon: 'message', queues: ['objections-to-decide'] },
    { to: 'bureau-sanctions', title: 'bureau.sanctions.title', icon: 'gavel' },
    { to: 'bureau-checks', title: 'bureau.checks.title', icon: 'filter' },
    { to: 'bureau-recoveries', title: 'bureau.recoveries.title', icon: 'refresh' },
    { to: 'bureau-appeals', title: 'bureau.appeals.title', icon: 'scale', queues: ['appeals-to-decide'] },
    { to: 'bureau-proposals', title: 'bureau.proposals.title', icon: 'users', queues: ['proposals-to-decide'] },
    { to: 'bureau-enterprises', title: 'bureau.enterprises.title', icon: 'building' },
    { to: 'bureau-providers', title: 'bureau.providers.title', icon: 'layers' },
    { to: 'bureau-rulebook', title: 'bureau.rulebook.title', icon: 'book' },
  ],
  routes: [
    { path: '', name: 'bureau-overview', component: () => import('./Overview.vue'), meta: { title: 'bureau.overview.title' } },
    { path: 'programme', name: 'bureau-programme', component: () => import('./Programme.vue'), meta: { title: 'bureau.programme.title' } },
    ...registers('bureau', roles),
  ],
}
