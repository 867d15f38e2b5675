// The tables of a programme's guide, read once a programme while the pages are open.
import { computed, shallowReactive } from 'vue'
import { useRoute } from 'vue-router'
import { api, must, type Schema } from '@/api/client'
import { now } from '@/api/clock'
import { useText } from '@/app/text'
import { dayOf } from '@/components/Instant/time'

type Rulebook = Schema['Rulebook']
const known = shallowReactive(new Map<string, Rulebook>())
const reading = new Map<string, Promise<Rulebook>>()

export function readRulebook(programme: string): Promise<Rulebook> {
  let answer = reading.get(programme)
  if (!answer) {
    answer = api.GET('/api/v1/programmes/{programme}/rulebook', { params: { path: { programme } } }).then((got) => {
      const rulebook = must(got)
      known.set(programme, rulebook)
      return rulebook
    })
    answer.catch(() => reading.delete(programme))
    reading.set(programme, answer)
  }
  return answer
}

export function useRulebook() {
  const route = useRoute()
  const text = useText()
  const programme = computed(() => String(route.params.programme))
  const rulebook = computed(() => known.get(programme.value))
  const today = computed(() => dayOf(now.value))
  const directionName = (code: string) => text(rulebook.value?.directions.find((one) => one.code === code)?.name) || code
  // What counts for an order counts from its day on.
  const actOf = (name: string, day = today.value) =>
    rulebook.value?.acts.find((row) => row.name === name && row.from <= day && (!row.until || day <= row.until))
  const papersFor = (act: string) => (rulebook.value?.papers ?? []).filter((row) => row.act === act)
  return { programme, rulebook, today, directionName, actOf, papersFor, read: () => readRulebook(programme.value) }
}
