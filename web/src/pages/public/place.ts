// The programme that a public page is about.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { useProgrammes } from '@/app/programmes'

export function usePlace() {
  const route = useRoute()
  const programmes = useProgrammes()
  const code = computed(() => String(route.params.programme ?? ''))
  void programmes.load().catch(() => undefined)
  return { code, programme: computed(() => programmes.of(code.value)) }
}
