// Who is here, and in which membership. What the server wants of the person in the middle of a
// request opens over the page: a login when the session has ended, the password once more before a
// grave act. The request that met it waits and is sent again.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, must, onWanted, type Schema } from '@/api/client'
import { actFor, forgetAll } from '@/api/keys'
import { tidyCode } from '@/components/CodeField/code'
import { faceOf, type Role } from './faces'

type Me = Schema['Me']
const withCode = (code: string | undefined) => (code ? { code: tidyCode(code) } : {})

// Requests that wait for one answer of the person.
function waitingRoom() {
  const open = ref(false)
  let waiting: ((again: boolean) => void)[] = []
  const ask = () => {
    open.value = true
    return new Promise<boolean>((again) => waiting.push(again))
  }
  function answer(again: boolean): void {
    const all = waiting
    waiting = []
    open.value = false
    for (const one of all) one(again)
  }
  return { open, ask, answer }
}

export const useSession = defineStore('session', () => {
  const me = shallowRef<Me>()
  const known = ref(false)
  const over = waitingRoom()
  const doubted = waitingRoom()

  const role = computed<Role>(() => me.value?.acting_as.role ?? 'public')
  const face = computed(() => faceOf(role.value))
  const held_for = computed(() => me.value?.safety.held_for)
  const may = (roles: Role[] | undefined) => !roles?.length || roles.includes(role.value)

  function become(next: Me | undefined): void {
    me.value = next
    known.value = true
    actFor(next?.person ?? 0)
  }

  async function refresh(): Promise<void> {
    const { data } = await api.GET('/api/v1/me').catch(() => ({ data: undefined }))
    become(data)
  }
  const load = async () => {
    if (!known.value) await refresh()
  }

  // Whoever waits for a login goes on, unless it is somebody else who has come.
  function arrive(now: Me): void {
    const before = me.value?.person
    become(now)
    if (!over.open.value) return
    const same = before === now.person
    over.answer(same)
    if (!same) window.location.reload()
  }
  async function logIn(login: string, password: string, code?: string): Promise<void> {
    arrive(must(await api.POST('/api/v1/session', { body: { login, password, ...withCode(code) } })))
  }
  // In another window, by the city's own log-in.
  async function cameIn(): Promise<void> {
    arrive(must(await api.GET('/api/v1/me')))
  }
  async function confirmedElsewhere(): Promise<void> {
    become(must(await api.GET('/api/v1/me')))
    doubted.answer(true)
  }

  async function confirm(password: string, code?: string): Promise<void> {
    become(must(await api.POST('/api/v1/session/confirmation', { body: { password, ...withCode(code) } })))
    doubted.answer(true)
  }

  async function switchTo(membership: number): Promise<void> {
    become(must(await api.POST('/api/v1/session/membership', { body: { membership } })))
  }

  async function logOut(): Promise<void> {
    await api.DELETE('/api/v1/session').catch(() => undefined)
    forgetAll()
    become(undefined)
  }

  function giveUp(): void {
    become(undefined)
    over.answer(false)
    doubted.answer(false)
  }

  onWanted('not-logged-in', () => (me.value ? over.ask() : Promise.resolve(false)))
  onWanted('confirmation-needed', () => (me.value ? doubted.ask() : Promise.resolve(false)))
  // It was held since the page was opened; what it is held for then stands in the page's place.
  const held = () => refresh().then(() => false)
  onWanted('second-factor-needed', held)
  onWanted('password-expired', held)

  return {
    me, known, role, face, held_for, may,
    is_over: over.open,
    is_doubted: doubted.open,
    become, load, refresh, logIn, cameIn, confirm, confirmedElsewhere, switchTo, logOut, giveUp,
    unconfirmed: () => doubted.answer(false),
  }
})
