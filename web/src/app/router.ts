// Gathers the routes of all faces. Access is not decided by redirects: the page's address stays, and
// App.vue shows the page, the login or "not for your role" in its place, so deep links survive.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { i18n, needTexts } from './i18n'
import type { Face } from './faces'
import { useSession } from './session'

const found = import.meta.glob<{ face: Face }>('../pages/*/routes.ts', { eager: true })
export const faces: Face[] = Object.values(found).map((module) => module.face)
export const faceNamed = (name: string | undefined) => faces.find((face) => face.name === name)

const shells = {
  public: () => import('./PublicShell.vue'),
  enterprise: () => import('./EnterpriseShell.vue'),
  console: () => import('./ConsoleShell.vue'),
}

function routeOf(face: Face): RouteRecordRaw {
  const below = face.name === 'public' ? '' : `/${face.name}`
  const children = face.routes.map((route) => ({
    ...route,
    meta: { ...route.meta, face: face.name, roles: route.meta?.roles ?? face.roles },
  }))
  return {
    path: `/:programme([a-z]+-[a-z0-9-]+)${below}`,
    component: shells[face.shell],
    children: children as RouteRecordRaw[],
  }
}

const start: RouteRecordRaw = {
  path: '/',
  component: shells.public,
  children: [
    {
      path: '',
      name: 'programmes',
      component: () => import('@/pages/public/Programmes.vue'),
      meta: { title: 'public.programmes.title', face: 'public' },
    },
    {
      path: 'invitation', // what it invites to stands behind '#'
      name: 'invitation',
      component: () => import('@/pages/account/Invitation.vue'),
      meta: { title: 'account.invitation.title', face: 'account', texts: ['public'] },
    },
    {
      path: 'identity-return', // with what the identity provider gives the browser
      name: 'identity-return',
      component: () => import('@/pages/account/IdentityReturn.vue'),
      meta: { title: 'account.identity_return.title', face: 'account', texts: ['public'] },
    },
    {
      path: 'mail-confirmation', // the token stands behind '#'
      name: 'mail-confirmation',
      component: () => import('@/pages/account/MailConfirmation.vue'),
      meta: { title: 'account.mail_confirmation.title', face: 'account', texts: ['public'] },
    },
    {
      path: '/:path(.*)*',
      name: 'missing',
      component: () => import('./Missing.vue'),
      meta: { title: 'common.missing.title', face: 'public' },
    },
  ],
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [...faces.map(routeOf), start],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? undefined : { top: 0 }),
})

router.beforeEach(async (to) => {
  await Promise.all([needTexts([to.meta.face ?? 'public', ...(to.meta.texts ?? [])]), useSession().load()])
})

export function setTitle(...words: string[]): void {
  document.title = [...words, i18n.global.t('common.brand')].filter(Boolean).join(' · ')
}

// A new version of the pages was installed while this one was open: its parts are gone.
router.onError((_error, to) => {
  const tried = 'zuoquan.reloaded-for'
  if (sessionStorage.getItem(tried) === to.fullPath) return
  sessionStorage.setItem(tried, to.fullPath)
  window.location.assign(to.fullPath)
})
