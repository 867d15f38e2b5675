// All that a case rests on: the order, its contract and papers, both parties as the registers know them,
// and what the server found of each.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { api, must } from '@/api/client'
import { useLive } from '@/api/live'
import { useLoad } from '@/api/load'
import { about } from '@/components/Checks/checks'
import { dayOf } from '@/components/Instant/time'
import { useRulebook } from '../provider/rulebook'

async function readCase(programme: string, order: number) {
  const params = { path: { programme, order } }
  const at = '/api/v1/programmes/{programme}/orders/{order}' as const
  const [one, told, checks] = await Promise.all([
    api.GET(at, { params }),
    api.GET(`${at}/timeline`, { params }),
    api.GET(`${at}/checks`, { params }),
  ])
  const found = must(one)
  const story = must(told).items
  // What has not been written yet is not asked for.
  const was = (act: string) => story.some((entry) => entry.act === act)
  const party = (id: number) => ({ params: { path: { programme, party: id } } })
  const [contract, redemption, enterprise, provider] = await Promise.all([
    was('sign') ? api.GET(`${at}/contract`, { params }) : undefined,
    was('redeem') ? api.GET(`${at}/redemption`, { params }) : undefined,
    api.GET('/api/v1/programmes/{programme}/enterprises/{party}', party(found.enterprise)),
    api.GET('/api/v1/programmes/{programme}/providers/{party}', party(found.provider)),
  ])
  return {
    order: found,
    story,
    checks: must(checks).items,
    contract: contract && must(contract),
    submissions: redemption ? must(redemption).submissions : [],
    recallable: Boolean(redemption && must(redemption).recallable),
    enterprise: must(enterprise),
    provider: must(provider),
  }
}
export function useCase() {
  const route = useRoute()
  const { programme, read } = useRulebook()
  const id = computed(() => Number(route.params.order))
  const loaded = useLoad(async () => (await Promise.all([readCase(programme.value, id.value), read()]))[0], () => [programme.value, id.value])
  useLive(programme, () => void loaded.reload())
  const found = computed(() => loaded.data.value)
  const order = computed(() => found.value?.order)
  const last = computed(() => found.value?.submissions.at(-1))
  const ordered_on = computed(() => (order.value ? dayOf(order.value.placed) : ''))
  const checksOf = (what: 'paper' | 'contract' | 'party' | 'reading') => about(what, found.value?.checks)
  return { programme, loaded, found, order, last, ordered_on, checksOf }
}
