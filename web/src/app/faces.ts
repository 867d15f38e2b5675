// A face is the pages of one kind of actor. Each folder of pages/ exports one; the router gathers
// them, the shells draw their navigation, the tests walk them.
import type { RouteRecordRaw } from 'vue-router'
import type { Schema } from '@/api/client'

export type Role = Schema['Role']
export type FaceName =
  | 'public' | 'account' | 'enterprise' | 'provider' | 'agency' | 'experts' | 'bureau' | 'operator' | 'auditor'
export type QueueName = Schema['Work']['queues'][number]['name']

export interface NavItem {
  to: string // name of a route of this face
  title: string // key of a text
  icon: string // name of an icon of components/Icon
  queues?: QueueName[] // whose counts stand beside it
  unread?: boolean // the count of unread messages stands beside it
  roles?: Role[] // narrower than the face
}

export interface Face {
  name: FaceName
  shell: 'public' | 'enterprise' | 'console'
  roles: Role[] // nobody in it: anyone, without login
  nav: NavItem[]
  routes: RouteRecordRaw[] // paths relative to /:programme/<name> (public: /:programme)
}

declare module 'vue-router' {
  interface RouteMeta {
    title?: string // key of a text
    roles?: Role[] // narrower than the face
    face?: FaceName
    texts?: FaceName[] // texts of other faces that the page shows
    under?: string // name of the place in the navigation that it belongs to
  }
}

const desks: Record<Role, FaceName> = {
  'enterprise-owner': 'enterprise',
  'enterprise-operator': 'enterprise',
  'provider-owner': 'provider',
  'provider-operator': 'provider',
  expert: 'experts',
  reviewer: 'agency',
  'programme-officer': 'bureau',
  'batch-maker': 'bureau',
  approver: 'bureau',
  'platform-operator': 'operator',
  'system-administrator': 'operator',
  'security-administrator': 'operator',
  auditor: 'auditor',
  'audit-administrator': 'auditor',
  public: 'public',
  clock: 'public',
}
export const faceOf = (role: Role): FaceName => desks[role]
