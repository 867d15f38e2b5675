// Names of providers beside their numbers in lists, asked for once each.
import { reactive } from 'vue'
import { api } from '@/api/client'

const known = reactive(new Map<string, string>())
const asked = new Set<string>()

export function providerName(programme: string, party: number): string {
  const at = `${programme} ${party}`
  if (!asked.has(at)) {
    asked.add(at)
    void api
      .GET('/api/v1/programmes/{programme}/providers/{party}', { params: { path: { programme, party } } })
      .then(({ data }) => data && known.set(at, data.name))
      .catch(() => asked.delete(at))
  }
  return known.get(at) ?? ''
}
