// A programme's rulebook as the desks read it: what is in force on a day, by name.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { now } from '@/api/clock'
import { loadRulebook, useNames } from '@/app/rulebook'
import { dayOf } from '@/components/Instant/time'

export function useRulebook() {
  const route = useRoute()
  const programme = computed(() => String(route.params.programme))
  const { book: rulebook, direction: directionName } = useNames(programme)
  const today = computed(() => dayOf(now.value))
  // What counts for an order counts from its day on.
  const actOf = (name: string, day = today.value) =>
    rulebook.value?.acts.find((row) => row.name === name && row.from <= day && (!row.until || day <= row.until))
  const readingOn = (name: string, day: string) =>
    rulebook.value?.readings.find((row) => row.name === name && row.from <= day && (!row.until || day <= row.until))
  const papersFor = (act: string) => (rulebook.value?.papers ?? []).filter((row) => row.act === act)
  return { programme, rulebook, today, directionName, actOf, readingOn, papersFor, read: () => loadRulebook(programme.value) }
}
