// What machines have seen in files. A file that was just uploaded is read within seconds: it is asked
// for again until then, and the page is told, so that it may ask for the checks anew.
import { onScopeDispose, shallowReactive, shallowRef, watch, type ShallowRef } from 'vue'
import { api, sendOnce, type Schema } from '@/api/client'
import type { Problem } from '@/api/problem'

export type Transcript = Schema['Transcript']
export interface Transcripts {
  seen: ReadonlyMap<string, Transcript>
  gone: ReadonlySet<string> // the server has no such file any more
  closed: ShallowRef<Problem | undefined> // why the papers are not open to whoever looks
  open: () => Promise<void> // asks for a purpose, and then for the papers again
}

const first_pause = 1000
const longest_pause = 10_000

export function useTranscripts(files: () => string[], owner: () => number | undefined, onRead: () => void): Transcripts {
  const seen = shallowReactive(new Map<string, Transcript>())
  const gone = shallowReactive(new Set<string>())
  const asked = new Set<string>()
  const closed = shallowRef<Problem>()
  let is_over = false
  const timers = new Set<ReturnType<typeof setTimeout>>()

  // Nobody is asked for a purpose before the papers are asked for by hand.
  async function ask(digest: string, pause: number, by_hand = false): Promise<void> {
    const of_owner = owner()
    const params = { path: { digest }, query: of_owner ? { owner: of_owner } : {} }
    const quietly = of_owner && !by_hand ? { fetch: sendOnce } : {}
    const answered = await api.GET('/api/v1/files/{digest}/transcript', { params, ...quietly }).catch(() => undefined)
    if (is_over) return
    const data = answered?.data
    if (answered && [403, 429].includes(answered.response.status)) {
      closed.value = answered.error as Problem
      return void asked.delete(digest)
    }
    if (answered?.response.status === 404) return void gone.add(digest)
    if (!data) return void asked.delete(digest) // nobody's business, or no line: the next change asks again
    const was_waiting = seen.get(digest)?.read === false
    seen.set(digest, data)
    if (data.read) return was_waiting ? onRead() : undefined
    if (!files().includes(digest)) return void asked.delete(digest)
    const timer = setTimeout(() => {
      timers.delete(timer)
      void ask(digest, Math.min(longest_pause, pause * 1.5))
    }, pause)
    timers.add(timer)
  }
  function askAll(digests: string[]): void {
    for (const digest of digests) {
      if (!digest || asked.has(digest)) continue
      asked.add(digest)
      void ask(digest, first_pause)
    }
  }
  async function open(): Promise<void> {
    const first = files().find(Boolean)
    if (!first) return
    asked.add(first)
    closed.value = undefined
    await ask(first, first_pause, true)
    if (!closed.value) askAll(files())
  }
  watch(files, askAll, { immediate: true })
  onScopeDispose(() => {
    is_over = true
    for (const timer of timers) clearTimeout(timer)
  })
  return { seen, gone, closed, open }
}
