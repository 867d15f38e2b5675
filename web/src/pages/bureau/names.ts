// Names of parties by their ids, asked for once.
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

// Of a party that is sanctioned or appeals: whether it is an enterprise or a provider is not said, but
// the public register of sanctions has its name.
export function askSanctioned(programme: string, party: number): Promise<string> {
  const at = `${programme}/sanctioned/${party}`
  let asking = asked.get(at)
  if (!asking) {
    asking = api
      .GET('/api/v1/programmes/{programme}/sanctions-register', { params: { path: { programme }, query: { party, limit: 1 } } })
      .then(({ data }) => data?.items[0]?.party_name ?? '')
      .catch(() => '')
    asked.set(at, asking)
    void asking.then((name) => known.set(at, name))
  }
  return asking
}

export function sanctionedName(programme: string, party: number): string | undefined {
  void askSanctioned(programme, party)
  return known.get(`${programme}/sanctioned/${party}`)
}

export function nameOf(programme: string, kind: PartyKind, party: number): string | undefined {
  void askName(programme, kind, party)
  return known.get(`${programme}/${kind}/${party}`)
}
