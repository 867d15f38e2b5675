// Where an enterprise's page is: its programme, and an id of its address.
import { computed } from 'vue'
import { useRoute } from 'vue-router'

export function usePlace() {
  const route = useRoute()
  const programme = computed(() => String(route.params.programme ?? ''))
  const id = (name: string) => computed(() => Number(route.params[name]))
  return { programme, id }
}
