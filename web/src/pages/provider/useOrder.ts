// One order with its story, its contract and what was handed in for it.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { api, must, type Schema } from '@/api/client'
import { useLive } from '@/api/live'
import { useLoad } from '@/api/load'
import { dayOf } from '@/components/Instant/time'
import { useRulebook } from './rulebook'

async function readCase(programme: string, order: number) {
  const params = { path: { programme, order } }
  const at = '/api/v1/programmes/{programme}/orders/{order}' as const
  const [one, told, parties] = await Promise.all([
    api.GET(at, { params }),
    api.GET(`${at}/timeline`, { params }),
    api.GET(`${at}/parties`, { params }),
  ])
  const story = must(told).items
  // What has not been written yet is not asked for.
  const was = (act: string) => story.some((entry) => entry.act === act)
  const [contract, redemption, checks] = await Promise.all([
    was('sign') ? api.GET(`${at}/contract`, { params }) : undefined,
    was('redeem') ? api.GET(`${at}/redemption`, { params }) : undefined,
    was('redeem') ? api.GET(`${at}/checks`, { params }) : undefined,
  ])
  return {
    order: must(one),
    etag: contract?.response.headers.get('ETag') ?? '',
    story,
    enterprise: must(parties).enterprise,
    contract: contract && must(contract),
    submissions: redemption ? must(redemption).submissions : [],
    recallable: Boolean(redemption && must(redemption).recallable),
    checks: checks ? must(checks).items : [],
  }
}
export type Case = Awaited<ReturnType<typeof readCase>>

export function useOrder() {
  const route = useRoute()
  const { programme, read } = useRulebook()
  const id = computed(() => Number(route.params.order))
  const loaded = useLoad(async () => {
    const [found] = await Promise.all([readCase(programme.value, id.value), read()])
    return found
  }, () => [programme.value, id.value])
  useLive(programme, () => void loaded.reload())
  const order = computed(() => loaded.data.value?.order)
  const params = computed(() => ({ path: { programme: programme.value, order: id.value } }))
  const ordered_on = computed(() => (order.value ? dayOf(order.value.placed) : ''))
  const terms = computed<Schema['ContractTerms'] | undefined>(() => loaded.data.value?.contract?.versions.at(-1))
  return { programme, id, loaded, order, params, ordered_on, terms }
}

