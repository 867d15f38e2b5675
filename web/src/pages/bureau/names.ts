// Names of parties by their ids, asked for once. An id may be of an enterprise or of a provider.
import { reactive } from 'vue'
import { api } from '@/api/client'

export type PartyKind = 'enterprise' | 'provider'
const known = reactive(new Map<string, string>())
const asked = new Map<string, Promise<string>>()

async function read(programme: string, kind: PartyKind, party: number): Promise<string> {
  const params = { path: { programme, party } }
  const { data } =
    kind === 'enterprise'
      ? await api.GET('/api/v1/programmes/{programme}/enterprises/{party}', { params })
      : await api.GET('/api/v1/programmes/{programme}/providers/{party}', { params })
  return data?.name ?? ''
}

export function askName(programme: string, kind: PartyKind, party: number): Promise<string> {
  const at = `${programme}/${kind}/${party}`
  let asking = asked.get(at)
  if (!asking) {
    asking = read(programme, kind, party).catch(() => '')
    asked.set(at, asking)
    void asking.then((name) => known.set(at, name))
  }
  return asking
}

export function nameOf(programme: string, kind: PartyKind, party: number): string | undefined {
  void askName(programme, kind, party)
  return known.get(`${programme}/${kind}/${party}`)
}
