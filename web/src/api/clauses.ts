// Clauses in words, asked for one by one where they are cited and kept while the page is open.
import { reactive } from 'vue'
import { api, type Schema } from './client'

type Clause = Schema['Clause']
const known = reactive(new Map<string, Clause>())
const asked = new Set<string>()

export function clauseOf(programme: string, id: string): Clause | undefined {
  const at = `${programme}/${id}`
  if (!asked.has(at) && programme) {
    asked.add(at)
    void api
      .GET('/api/v1/programmes/{programme}/clauses', { params: { path: { programme }, query: { id } } })
      .then(({ data }) => data?.items[0] && known.set(at, data.items[0]))
      .catch(() => asked.delete(at))
  }
  return known.get(at)
}
