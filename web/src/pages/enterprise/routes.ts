// The enterprise's pages: what may I buy, what have I ordered, whose turn is it.
import type { Face } from '@/app/faces'

export const face: Face = {
  name: 'enterprise',
  shell: 'enterprise',
  roles: ['enterprise-owner', 'enterprise-operator'],
  nav: [
    { to: 'enterprise-home', title: 'enterprise.nav.home', icon: 'home', queues: ['to-complete', 'to-rate'] },
    { to: 'enterprise-buy', title: 'enterprise.nav.buy', icon: 'voucher' },
    { to: 'enterprise-orders', title: 'enterprise.nav.orders', icon: 'list' },
    { to: 'enterprise-inbox', title: 'enterprise.nav.inbox', icon: 'bell', unread: true },
    { to: 'enterprise-mine', title: 'enterprise.nav.mine', icon: 'building' },
  ],
  routes: [
    { path: '', name: 'enterprise-home', component: () => import('./Home.vue'), meta: { title: 'enterprise.home.title' } },
    { path: 'buy', name: 'enterprise-buy', component: () => import('./Buy.vue'), meta: { title: 'enterprise.buy.title' } },
    {
      path: 'products/:product(\\d+)',
      name: 'enterprise-product',
      component: () => import('./Product.vue'),
      meta: { title: 'enterprise.product.title', under: 'enterprise-buy' },
    },
    { path: 'orders', name: 'enterprise-orders', component: () => import('./Orders.vue'), meta: { title: 'enterprise.orders.title' } },
    {
      path: 'orders/:order(\\d+)',
      name: 'enterprise-order',
      component: () => import('./Order.vue'),
      meta: { title: 'enterprise.order.title', under: 'enterprise-orders' },
    },
    { path: 'inbox', name: 'enterprise-inbox', component: () => import('./Inbox.vue'), meta: { title: 'enterprise.inbox.title' } },
    { path: 'mine', name: 'enterprise-mine', component: () => import('./Mine.vue'), meta: { title: 'enterprise.mine.title' } },
    {
      path: 'certification',
      name: 'enterprise-certification',
      component: () => import('./Certification.vue'),
      meta: { title: 'enterprise.certification.title', under: 'enterprise-mine' },
    },
    {
      path: 'members',
      name: 'enterprise-members',
      component: () => import('../account/Members.vue'),
      meta: { title: 'account.members.title', under: 'enterprise-mine', roles: ['enterprise-owner'], texts: ['account'] },
    },
  ],
}
