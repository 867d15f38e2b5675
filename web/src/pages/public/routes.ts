// What anybody may see, without login.
import type { Face } from '@/app/faces'

export const face: Face = {
  name: 'public',
  shell: 'public',
  roles: [],
  nav: [{ to: 'home', title: 'public.nav.home', icon: 'home' }],
  routes: [
    { path: '', name: 'home', component: () => import('./Home.vue'), meta: { title: 'public.home.title' } },
    { path: 'log-in', name: 'log-in', component: () => import('./LogInPage.vue'), meta: { title: 'common.session.log_in' } },
  ],
}
