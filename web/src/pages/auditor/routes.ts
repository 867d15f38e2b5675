// Auditors: they read everything, and can prove that nothing was changed. The audit administrator
// reads the log alone.
import type { Face, Role } from '@/app/faces'
import { registers } from '../bureau/registers'

const all: Role[] = ['auditor', 'audit-administrator']
const auditor: Role[] = ['auditor']
const texts = ['bureau' as const, 'operator' as const, 'account' as const]

export const face: Face = {
  name: 'auditor',
  shell: 'console',
  roles: all,
  nav: [
    { to: 'auditor-log', title: 'auditor.log.title', icon: 'list' },
    { to: 'auditor-verification', title: 'auditor.verify.title', icon: 'shield' },
    { to: 'auditor-actors', title: 'auditor.actors.title', icon: 'users' },
    { to: 'auditor-trail', title: 'auditor.trail.title', icon: 'search' },
    { to: 'auditor-search', title: 'bureau.search.title', icon: 'search', roles: auditor },
    { to: 'auditor-orders', title: 'bureau.orders.title', icon: 'voucher', roles: auditor },
    { to: 'auditor-products', title: 'bureau.products.title', icon: 'shop', roles: auditor },
    { to: 'auditor-batches', title: 'bureau.batches.title', icon: 'money', roles: auditor },
    { to: 'auditor-objections', title: 'bureau.objections.title', icon: 'message', roles: auditor },
    { to: 'auditor-sanctions', title: 'bureau.sanctions.title', icon: 'gavel', roles: auditor },
    { to: 'auditor-checks', title: 'bureau.checks.title', icon: 'filter', roles: auditor },
    { to: 'auditor-recoveries', title: 'bureau.recoveries.title', icon: 'refresh', roles: auditor },
    { to: 'auditor-appeals', title: 'bureau.appeals.title', icon: 'scale', roles: auditor },
    { to: 'auditor-proposals', title: 'bureau.proposals.title', icon: 'check', roles: auditor },
    { to: 'auditor-enterprises', title: 'bureau.enterprises.title', icon: 'building', roles: auditor },
    { to: 'auditor-providers', title: 'bureau.providers.title', icon: 'layers', roles: auditor },
    { to: 'auditor-memberships', title: 'operator.memberships.title', icon: 'user' },
    { to: 'auditor-rulebook', title: 'bureau.rulebook.title', icon: 'book', roles: auditor },
  ],
  routes: [
    { path: '', name: 'auditor-log', component: () => import('./Log.vue'), meta: { title: 'auditor.log.title', texts } },
    { path: 'verification', name: 'auditor-verification', component: () => import('./Verification.vue'), meta: { title: 'auditor.verify.title', texts } },
    { path: 'actors', name: 'auditor-actors', component: () => import('./Actors.vue'), meta: { title: 'auditor.actors.title', texts } },
    { path: 'trail', name: 'auditor-trail', component: () => import('./Trail.vue'), meta: { title: 'auditor.trail.title', texts } },
    { path: 'memberships', name: 'auditor-memberships', component: () => import('../operator/Memberships.vue'), meta: { title: 'operator.memberships.title', texts } },
    { path: 'orders/:order', name: 'auditor-order', component: () => import('./OrderHistory.vue'), meta: { title: 'terms.entity.order', roles: auditor, texts: [...texts, 'provider'] } },
    ...registers('auditor', auditor, ['order']),
  ],
}
