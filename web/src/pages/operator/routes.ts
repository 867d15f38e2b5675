// Who runs the platform: its operator, and the administrators of system and security.
import type { Face, Role } from '@/app/faces'
import { registers } from '../bureau/registers'

const all: Role[] = ['platform-operator', 'system-administrator', 'security-administrator']
const registrars: Role[] = ['platform-operator', 'system-administrator', 'security-administrator']
const operator: Role[] = ['platform-operator']
const texts = ['bureau' as const, 'account' as const]

export const face: Face = {
  name: 'operator',
  shell: 'console',
  roles: all,
  nav: [
    { to: 'operator-home', title: 'operator.home.title', icon: 'home' },
    { to: 'operator-search', title: 'bureau.search.title', icon: 'search', roles: operator },
    { to: 'operator-products', title: 'operator.products.title', icon: 'shop', queues: ['products-to-audit'], roles: operator },
    { to: 'operator-import', title: 'operator.import.title', icon: 'upload', roles: operator },
    { to: 'operator-enterprises', title: 'bureau.enterprises.title', icon: 'building', roles: operator },
    { to: 'operator-providers', title: 'bureau.providers.title', icon: 'layers', roles: operator },
    { to: 'operator-organisations', title: 'operator.organisations.title', icon: 'archive', roles: registrars },
    { to: 'operator-persons', title: 'operator.persons.title', icon: 'user', roles: registrars },
    { to: 'operator-memberships', title: 'operator.memberships.title', icon: 'users', roles: registrars },
    { to: 'operator-orders', title: 'bureau.orders.title', icon: 'voucher', roles: operator },
    { to: 'operator-rulebook', title: 'bureau.rulebook.title', icon: 'book', roles: operator },
    { to: 'operator-health', title: 'operator.health.title', icon: 'shield' },
  ],
  routes: [
    { path: '', name: 'operator-home', component: () => import('./Home.vue'), meta: { title: 'operator.home.title', texts } },
    { path: 'import', name: 'operator-import', component: () => import('./Import.vue'), meta: { title: 'operator.import.title', roles: operator, texts } },
    { path: 'organisations', name: 'operator-organisations', component: () => import('./Organisations.vue'), meta: { title: 'operator.organisations.title', roles: registrars, texts } },
    { path: 'persons', name: 'operator-persons', component: () => import('./Persons.vue'), meta: { title: 'operator.persons.title', roles: registrars, texts } },
    { path: 'memberships', name: 'operator-memberships', component: () => import('./Memberships.vue'), meta: { title: 'operator.memberships.title', roles: registrars, texts } },
    { path: 'records/enterprise/:enterprise', name: 'operator-enterprise-record', component: () => import('./Record.vue'), props: { kind: 'enterprise' }, meta: { title: 'terms.entity.enterprise', roles: operator, texts } },
    { path: 'records/provider/:provider', name: 'operator-provider-record', component: () => import('./Record.vue'), props: { kind: 'provider' }, meta: { title: 'terms.entity.provider', roles: operator, texts } },
    { path: 'health', name: 'operator-health', component: () => import('./Health.vue'), meta: { title: 'operator.health.title', texts } },
    ...registers('operator', operator),
  ],
}
