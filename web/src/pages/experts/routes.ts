// The experts: products to judge, one at a time, and what was judged.
import type { Face } from '@/app/faces'

export const face: Face = {
  name: 'experts',
  shell: 'console',
  roles: ['expert'],
  nav: [
    { to: 'experts-queue', title: 'experts.nav.queue', icon: 'gavel', queues: ['products-to-judge'] },
    { to: 'experts-history', title: 'experts.nav.history', icon: 'archive' },
  ],
  routes: [
    { path: '', name: 'experts-queue', component: () => import('./Queue.vue'), meta: { title: 'experts.queue.title', texts: ['provider', 'agency'] } },
    { path: 'products/:product(\\d+)', name: 'experts-product', component: () => import('./Product.vue'), meta: { title: 'experts.product.title', texts: ['provider', 'agency'] } },
    { path: 'history', name: 'experts-history', component: () => import('./History.vue'), meta: { title: 'experts.history.title', texts: ['provider', 'agency'] } },
  ],
}
