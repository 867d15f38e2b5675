// Reading the log page by page: of a programme, or of the registry that spans them.
import { api, must } from '@/api/client'
import type { Entry } from './chain'

export type Source = 'programme' | 'registry'
export const page_size = 500

export async function readPage(source: Source, programme: string, cursor: number, limit = page_size): Promise<{ items: Entry[]; next?: number }> {
  const query = { cursor, limit }
  const page =
    source === 'registry'
      ? must(await api.GET('/api/v1/log', { params: { query } }))
      : must(await api.GET('/api/v1/programmes/{programme}/log', { params: { path: { programme }, query } }))
  const last = page.items.at(-1)
  return { items: page.items, next: page.next && last ? last.seq + 1 : undefined }
}

// What of an event the lists show and filter by.
export interface Told {
  command: string
  role: string
  person?: number
  organisation?: number
  subjects: { entity: string; id: number }[]
  clauses: string[]
}
interface Event {
  command?: string
  actor?: { role?: string; person?: number; organisation?: number }
  clauses?: string[]
  body?: { changes?: { entity: string; row?: { id?: number } }[] }
}

export function told(entry: Entry): Told {
  const event = entry.event as Event
  const subjects = (event.body?.changes ?? []).flatMap((change) => (change.row?.id ? [{ entity: change.entity, id: change.row.id }] : []))
  return {
    command: event.command ?? '',
    role: event.actor?.role ?? '',
    person: event.actor?.person,
    organisation: event.actor?.organisation,
    subjects,
    clauses: event.clauses ?? [],
  }
}

export interface Wanted {
  act?: string
  role?: string
  person?: number
  entity?: string
  id?: number
  text?: string
  since?: string // a day
  until?: string
}

export function matches(entry: Entry, wanted: Wanted): boolean {
  const it = told(entry)
  const about = !wanted.entity && !wanted.id ? true : it.subjects.some((one) => (!wanted.entity || one.entity === wanted.entity) && (!wanted.id || one.id === wanted.id))
  const day = entry.time.slice(0, 10)
  return (
    about &&
    (!wanted.act || it.command === wanted.act) &&
    (!wanted.role || it.role === wanted.role) &&
    (!wanted.person || it.person === wanted.person) &&
    (!wanted.text || entry.bytes.includes(wanted.text)) &&
    (!wanted.since || day >= wanted.since) &&
    (!wanted.until || day <= wanted.until)
  )
}
