// The review agency: cases by their deadline, one case at a time, and what was decided.
import type { Face } from '@/app/faces'

export const face: Face = {
  name: 'agency',
  shell: 'console',
  roles: ['reviewer'],
  nav: [
    { to: 'agency-queue', title: 'agency.nav.queue', icon: 'list', queues: ['to-review'] },
    { to: 'agency-history', title: 'agency.nav.history', icon: 'archive' },
  ],
  routes: [
    { path: '', name: 'agency-queue', component: () => import('./Queue.vue'), meta: { title: 'agency.queue.title', texts: ['provider'] } },
    { path: 'orders/:order(\\d+)', name: 'agency-case', component: () => import('./Case.vue'), meta: { title: 'agency.case.title', texts: ['provider'] } },
    { path: 'history', name: 'agency-history', component: () => import('./History.vue'), meta: { title: 'agency.history.title', texts: ['provider'] } },
  ],
}
