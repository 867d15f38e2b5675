// What is left, kept up to date: the catalogue's stock and the budget, first as read, then as the
// stream of changes tells.
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { api, must, type Schema } from '@/api/client'
import { useLive, type Change } from '@/api/live'
import { useLoad } from '@/api/load'

type Item = Schema['CatalogueItem']
const most_pages = 10
const settle_ms = 1500 // many claims in a moment are read as one

async function wholeCatalogue(programme: string): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  for (let page = 0; page < most_pages; page++) {
    const params = { path: { programme }, query: { limit: 200, cursor } }
    const answer = must(await api.GET('/api/v1/programmes/{programme}/catalogue', { params }))
    items.push(...answer.items)
    cursor = answer.next
    if (!cursor) break
  }
  return items
}

export function withStock(items: Item[], stock: Record<string, number>): Item[] {
  return items.map((item) => (String(item.id) in stock ? { ...item, vouchers_left: stock[item.id] } : item))
}

export function useStatistics(programme: Ref<string>, changed: (change: Change) => void = () => {}) {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const statistics = useLoad(async () => {
    const params = { path: { programme: programme.value } }
    return must(await api.GET('/api/v1/programmes/{programme}/statistics', { params }))
  }, () => programme.value)
  const live = useLive(programme, (change) => {
    changed(change)
    clearTimeout(waiting)
    waiting = setTimeout(() => void statistics.reload(), settle_ms)
  })
  return { statistics, live }
}

export function useStock(programme: Ref<string>) {
  const stock = ref<Record<string, number>>({})
  const budget_left = ref<string>()
  const catalogue = useLoad(() => wholeCatalogue(programme.value), () => programme.value)
  const { statistics, live } = useStatistics(programme, (change) => {
    const unseen = change.budget_left && change.budget_left !== statistics.data.value?.budget.available
    if (change.again && unseen) void catalogue.reload()
    if (change.budget_left) budget_left.value = change.budget_left
    if (change.stock) stock.value = { ...stock.value, ...change.stock }
  })
  watch(programme, () => {
    stock.value = {}
    budget_left.value = undefined
  })

  const items = shallowRef<Item[]>([])
  watch([catalogue.data, stock], () => (items.value = withStock(catalogue.data.value ?? [], stock.value)))
  const left = computed(() => budget_left.value ?? statistics.data.value?.budget.available)
  const vouchers = computed(() => items.value.reduce((sum, item) => sum + (item.vouchers_left ?? 0), 0))
  return { live, statistics, items, left, vouchers }
}
