// What anybody may see, without login.
import type { Face } from '@/app/faces'

export const face: Face = {
  name: 'public',
  shell: 'public',
  roles: [],
  nav: [
    { to: 'home', title: 'public.nav.home', icon: 'home' },
    { to: 'size-test', title: 'public.nav.size', icon: 'scale' },
    { to: 'catalogue', title: 'public.nav.catalogue', icon: 'shop' },
    { to: 'notices', title: 'public.nav.notices', icon: 'bell' },
    { to: 'statistics', title: 'public.nav.statistics', icon: 'chart' },
    { to: 'sanctions', title: 'public.nav.sanctions', icon: 'gavel' },
    { to: 'clauses', title: 'public.nav.clauses', icon: 'book' },
  ],
  routes: [
    { path: '', name: 'home', component: () => import('./Home.vue'), meta: { title: 'public.home.title' } },
    { path: 'size-test', name: 'size-test', component: () => import('./SizeTest.vue'), meta: { title: 'public.size.title' } },
    { path: 'catalogue', name: 'catalogue', component: () => import('./Catalogue.vue'), meta: { title: 'public.catalogue.title' } },
    { path: 'catalogue/:product(\\d+)', name: 'product', component: () => import('./ProductPage.vue'), meta: { title: 'public.product.title' } },
    { path: 'clauses', name: 'clauses', component: () => import('./Clauses.vue'), meta: { title: 'public.clauses.title' } },
    { path: 'notices', name: 'notices', component: () => import('./Notices.vue'), meta: { title: 'public.notices.title' } },
    { path: 'notices/payouts/:notice(\\d+)', name: 'payout-notice', component: () => import('./PayoutNotice.vue'), meta: { title: 'public.notices.payouts' } },
    { path: 'check/:number', name: 'check', component: () => import('./Check.vue'), meta: { title: 'public.check.title' } },
    { path: 'receipt', name: 'receipt', component: () => import('./Receipt.vue'), meta: { title: 'public.receipt.title' } },
    { path: 'sanctions', name: 'sanctions', component: () => import('./Sanctions.vue'), meta: { title: 'public.sanctions.title' } },
    { path: 'statistics', name: 'statistics', component: () => import('./Statistics.vue'), meta: { title: 'public.statistics.title' } },
    { path: 'log-in', name: 'log-in', component: () => import('./LogInPage.vue'), meta: { title: 'common.session.log_in' } },
  ],
}
