// The proof of the log, done again in the browser: each link is the SHA-256 of the link before it,
// as hexadecimal text, and the event's bytes. The first link before all is 64 zeros. What is shown as
// the event must be what the bytes say.
import type { Schema } from '@/api/client'

export type Entry = Schema['LogEntry']
export const first_link = '0'.repeat(64)

const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
export async function linkOf(previous: string, bytes: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(previous + bytes)))
}

export type BreakKind = 'hash' | 'gap' | 'event' | 'head' | 'missing'
export interface Break {
  seq: number
  kind: BreakKind
  expected: string
  found: string
}
export interface Progress {
  seq: number // of the last event that holds
  link: string
}

// Numbers beyond 2^53 and the order of keys do not matter here: both sides are read by one parser.
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return Object.is(one, other)
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  if (keys.length !== others.length || Array.isArray(one) !== Array.isArray(other)) return false
  return keys.every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
}

// Goes on from `from` over one page of the log; stops at the first link that does not hold.
export async function follow(from: Progress, entries: Entry[]): Promise<Progress & { broken?: Break }> {
  let { seq, link } = from
  for (const entry of entries) {
    const broken = (kind: BreakKind, expected: string, found: string) => ({ seq, link, broken: { seq: entry.seq, kind, expected, found } })
    if (entry.seq !== seq + 1) return broken('gap', String(seq + 1), String(entry.seq))
    const computed = await linkOf(link, entry.bytes)
    if (computed !== entry.hash) return broken('hash', computed, entry.hash)
    if (!same(JSON.parse(entry.bytes), entry.event)) return broken('event', entry.bytes.slice(0, 200), JSON.stringify(entry.event).slice(0, 200))
    seq = entry.seq
    link = computed
  }
  return { seq, link }
}
