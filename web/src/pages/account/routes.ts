// What belongs to the person and not to a role: password, second factor, identities, sessions.
import type { Face, Role } from '@/app/faces'

const everybody: Role[] = [
  'enterprise-owner', 'enterprise-operator', 'provider-owner', 'provider-operator', 'expert', 'reviewer',
  'programme-officer', 'batch-maker', 'approver', 'platform-operator', 'auditor', 'system-administrator',
  'security-administrator', 'audit-administrator',
]

export const face: Face = {
  name: 'account',
  shell: 'public',
  roles: everybody,
  nav: [],
  routes: [{ path: '', name: 'account', component: () => import('./Safety.vue'), meta: { title: 'account.safety.title', texts: ['public'] } }],
}
