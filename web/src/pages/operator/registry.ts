// Names of persons and organisations for lists that give only their ids. Read once, up to a bound:
// beyond it a list shows ids, which lead to the same record.
import { reactive, ref } from 'vue'
import { api } from '@/api/client'

const persons = reactive(new Map<number, string>())
const organisations = reactive(new Map<number, string>())
const most = 5000
const asked = ref(false)

interface Named {
  id: number
  name?: string
}
async function readAll(into: Map<number, string>, read: (cursor?: string) => Promise<{ items: Named[]; next?: string } | undefined>): Promise<void> {
  for (let cursor: string | undefined; into.size < most; ) {
    const page = await read(cursor)
    for (const one of page?.items ?? []) into.set(one.id, one.name ?? '')
    cursor = page?.next
    if (!cursor) return
  }
}

export function useRegistry() {
  async function load(): Promise<void> {
    if (asked.value) return
    asked.value = true
    await Promise.all([
      readAll(persons, async (cursor) => (await api.GET('/api/v1/persons', { params: { query: { cursor, limit: 200 } } })).data),
      readAll(organisations, async (cursor) => (await api.GET('/api/v1/organisations', { params: { query: { cursor, limit: 200 } } })).data),
    ]).catch(() => (asked.value = false))
  }
  void load()
  const person = (id: number | undefined) => (id === undefined ? '' : persons.get(id) || `#${id}`)
  const organisation = (id: number | undefined) => (id === undefined ? '' : organisations.get(id) || `#${id}`)
  // After a registration the maps are read anew.
  const again = () => {
    asked.value = false
    return load()
  }
  return { person, organisation, again }
}
