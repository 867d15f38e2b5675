// The provider: from the application to the money.
import type { Face } from '@/app/faces'

export const face: Face = {
  name: 'provider',
  shell: 'console',
  roles: ['provider-owner', 'provider-operator'],
  nav: [
    { to: 'provider-home', title: 'provider.nav.home', icon: 'home' },
    { to: 'provider-orders', title: 'provider.nav.orders', icon: 'voucher', queues: ['to-accept', 'to-sign', 'to-redeem', 'to-correct'] },
    { to: 'provider-money', title: 'provider.nav.money', icon: 'money', queues: ['to-return-funds'] },
    { to: 'provider-applications', title: 'provider.nav.applications', icon: 'layers', queues: ['products-to-finish', 'products-to-correct'] },
    { to: 'provider-files', title: 'provider.nav.files', icon: 'archive' },
    { to: 'provider-company', title: 'provider.nav.company', icon: 'building' },
    { to: 'provider-members', title: 'provider.nav.members', icon: 'users', roles: ['provider-owner'] },
    { to: 'provider-appeals', title: 'provider.nav.appeals', icon: 'scale' },
    { to: 'provider-inbox', title: 'provider.nav.inbox', icon: 'inbox', unread: true },
  ],
  routes: [
    { path: '', name: 'provider-home', component: () => import('./Home.vue'), meta: { title: 'provider.home.title' } },
    { path: 'orders', name: 'provider-orders', component: () => import('./Orders.vue'), meta: { title: 'provider.orders.title' } },
    { path: 'orders/:order(\\d+)', name: 'provider-order', component: () => import('./Order.vue'), meta: { title: 'provider.order.title' } },
    { path: 'orders/:order(\\d+)/contract', name: 'provider-contract', component: () => import('./ContractEntry.vue'), meta: { title: 'provider.contract.title' } },
    { path: 'orders/:order(\\d+)/redemption', name: 'provider-redemption', component: () => import('./RedemptionEntry.vue'), meta: { title: 'provider.redemption.title' } },
    { path: 'money', name: 'provider-money', component: () => import('./Money.vue'), meta: { title: 'provider.money.title' } },
    { path: 'applications', name: 'provider-applications', component: () => import('./Applications.vue'), meta: { title: 'provider.applications.title' } },
    { path: 'applications/new', name: 'provider-application-new', component: () => import('./Application.vue'), meta: { title: 'provider.application.new' } },
    { path: 'applications/:product(\\d+)', name: 'provider-application', component: () => import('./Application.vue'), meta: { title: 'provider.application.title' } },
    { path: 'files', name: 'provider-files', component: () => import('./Files.vue'), meta: { title: 'provider.files.title' } },
    { path: 'company', name: 'provider-company', component: () => import('./Company.vue'), meta: { title: 'provider.company.title' } },
    { path: 'members', name: 'provider-members', component: () => import('../account/Members.vue'), meta: { title: 'account.members.title', roles: ['provider-owner'], texts: ['account'] } },
    { path: 'appeals', name: 'provider-appeals', component: () => import('./Appeals.vue'), meta: { title: 'provider.appeals.title' } },
    { path: 'inbox', name: 'provider-inbox', component: () => import('./Inbox.vue'), meta: { title: 'provider.inbox.title' } },
  ],
}
