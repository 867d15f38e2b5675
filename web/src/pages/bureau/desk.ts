// What the pages of the offices share: the programme, addresses within the same face (several faces
// show the same page, each keeps its own), and filters that live in the address.
import { computed, reactive, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '@/app/session'

export function useDesk() {
  const route = useRoute()
  const session = useSession()
  const programme = computed(() => String(route.params.programme ?? ''))
  const link = (path: string) => `/${programme.value}/${route.meta.face}/${path}`
  const params = () => ({ path: { programme: programme.value } })
  const id = (name: string) => Number(route.params[name])
  return { programme, link, params, id, may: session.may, session }
}

export type Filters<K extends string> = ReturnType<typeof useFilters<K>>
export function useFilters<K extends string>(names: readonly K[]) {
  const route = useRoute()
  const router = useRouter()
  const typed = reactive({}) as Record<K, string>
  const asked = computed(() => {
    const all = names.map((name) => [name, String(route.query[name] ?? '')] as const)
    return Object.fromEntries(all.map(([name, value]) => [name, value || undefined])) as Record<K, string | undefined>
  })
  watch(asked, () => names.forEach((name) => (typed[name] = asked.value[name] ?? '')), { immediate: true })

  const apply = () =>
    router.replace({ query: Object.fromEntries(names.filter((name) => typed[name]?.trim()).map((name) => [name, typed[name].trim()])) })
  const clear = () => router.replace({ query: {} })
  const active = computed(() => names.some((name) => asked.value[name]))
  return { typed, asked, apply, clear, active }
}

export const several = <T extends string>(value: string | undefined) => (value ? (value.split(',') as T[]) : undefined)
export const flag = (value: string | undefined) => (value ? value === 'true' : undefined)
export const number = (value: string | undefined) => (value && /^\d+$/.test(value) ? Number(value) : undefined)
export const amount = (value: string | undefined) => (value && /^\d+$/.test(value) ? `${value}.00` : value)
// "1, 2 3" as ids; what is no number is left out.
export const ids = (value: string | undefined) => (value ?? '').split(/[^\d]+/).filter(Boolean).map(Number)
