// Who is here, and in which membership. A session that ends while one works opens a login over the
// page; the request that met it waits and is sent again.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, must, onSessionOver, type Schema } from '@/api/client'
import { actFor, forgetAll } from '@/api/keys'
import { faceOf, type Role } from './faces'

type Me = Schema['Me']

export const useSession = defineStore('session', () => {
  const me = shallowRef<Me>()
  const known = ref(false)
  const is_over = ref(false)
  let waiting: ((again: boolean) => void)[] = []

  const role = computed<Role>(() => me.value?.acting_as.role ?? 'public')
  const face = computed(() => faceOf(role.value))
  const may = (roles: Role[] | undefined) => !roles?.length || roles.includes(role.value)

  function become(next: Me | undefined): void {
    me.value = next
    known.value = true
    actFor(next?.person ?? 0)
  }

  async function load(): Promise<void> {
    if (known.value) return
    const { data } = await api.GET('/api/v1/me').catch(() => ({ data: undefined }))
    become(data)
  }

  async function logIn(login: string, password: string): Promise<void> {
    const before = me.value?.person
    const now = must(await api.POST('/api/v1/session', { body: { login, password } }))
    become(now)
    if (!is_over.value) return
    is_over.value = false
    const same = before === now.person
    answerWaiting(same)
    if (!same) window.location.reload()
  }

  async function switchTo(membership: number): Promise<void> {
    become(must(await api.POST('/api/v1/session/membership', { body: { membership } })))
  }

  async function logOut(): Promise<void> {
    await api.DELETE('/api/v1/session').catch(() => undefined)
    forgetAll()
    become(undefined)
  }

  function answerWaiting(again: boolean): void {
    const all = waiting
    waiting = []
    for (const answer of all) answer(again)
  }

  function giveUp(): void {
    is_over.value = false
    become(undefined)
    answerWaiting(false)
  }

  onSessionOver(() => {
    if (!me.value) return Promise.resolve(false)
    is_over.value = true
    return new Promise((again) => waiting.push(again))
  })

  return { me, known, is_over, role, face, may, load, logIn, switchTo, logOut, giveUp }
})
