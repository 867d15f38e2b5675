// Orders by tab and by name or number, both kept in the address.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, must } from '@/api/client'
import { usePages } from '@/api/pages'
import type { Status } from './orders'

// `groups`: the states of each tab; none means all.
export function useOrderList(groups: Record<string, Status[]>) {
  const route = useRoute()
  const router = useRouter()
  const programme = computed(() => String(route.params.programme))
  const tab = computed(() => (String(route.query.tab ?? '') in groups ? String(route.query.tab) : 'all'))
  const wanted = computed(() => String(route.query.name ?? ''))
  const pages = usePages(async (cursor) => {
    const status = groups[tab.value]
    const named = /^BJ\d/i.test(wanted.value) ? { number: [wanted.value.toUpperCase()] } : { product_name: wanted.value || undefined }
    const query = { status: status?.length ? status : undefined, ...named, sort: '-id' as const, cursor, limit: 30 }
    return must(await api.GET('/api/v1/programmes/{programme}/orders', { params: { path: { programme: programme.value }, query } }))
  }, () => [programme.value, tab.value, wanted.value])
  const choose = (change: { tab?: string; name?: string | undefined }) => void router.replace({ query: { ...route.query, ...change } })
  return { programme, tab, wanted, pages, choose }
}
