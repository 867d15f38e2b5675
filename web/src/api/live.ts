// What changes while one looks: one event stream a programme, shared by all that listen.
// A server without the stream is simply "not live"; one that was there and is gone is "lost".
import { onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'

export interface Change {
  seq: number
  budget_left?: string
  stock?: Record<string, number>
  again?: boolean // the first one after (re)connecting tells no stock: read again what is shown
}
export type LiveState = 'off' | 'live' | 'lost'
type Listener = (change: Change) => void

class Stream {
  readonly state: Ref<LiveState> = ref('off')
  readonly listeners = new Set<Listener>()
  private source: EventSource | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private fresh = true

  constructor(private readonly programme: string) {
    this.open()
  }

  private open(): void {
    if (typeof EventSource === 'undefined') return
    const source = new EventSource(`/api/v1/programmes/${encodeURIComponent(this.programme)}/changes`)
    this.source = source
    source.onopen = () => {
      this.state.value = 'live'
      this.failures = 0
      this.fresh = true
    }
    source.onerror = () => {
      if (this.state.value === 'live') this.state.value = 'lost'
      if (source.readyState === EventSource.CLOSED) this.later()
    }
    source.addEventListener('change', (event) => {
      this.tell({ ...(JSON.parse(event.data as string) as Change), again: this.fresh })
      this.fresh = false
    })
  }

  // The browser reconnects by itself unless the answer was not a stream at all.
  private later(): void {
    this.failures++
    const seconds = this.state.value === 'lost' ? Math.min(30, 2 ** this.failures) : 60
    this.timer = setTimeout(() => this.open(), seconds * 1000)
  }

  tell(change: Change): void {
    for (const listener of this.listeners) listener(change)
  }

  close(): void {
    clearTimeout(this.timer)
    this.source?.close()
  }
}

const streams = new Map<string, Stream>()

function subscribe(programme: string, listener: Listener): Stream {
  let stream = streams.get(programme)
  if (!stream) streams.set(programme, (stream = new Stream(programme)))
  stream.listeners.add(listener)
  return stream
}

function unsubscribe(programme: string, listener: Listener): void {
  const stream = streams.get(programme)
  stream?.listeners.delete(listener)
  if (!stream || stream.listeners.size > 0) return
  stream.close()
  streams.delete(programme)
}

// What is shown is out of date, as a refusal told: all that listen read again.
export function readAgain(): void {
  for (const stream of streams.values()) stream.tell({ seq: 0, again: true })
}

// Calls `changed` for each change of the programme while the page is open.
export function useLive(programme: MaybeRefOrGetter<string>, changed: Listener = () => {}): Ref<LiveState> {
  const state = ref<LiveState>('off')
  let leave = () => {}
  watch(
    () => toValue(programme),
    (code) => {
      leave()
      if (!code) return
      const stream = subscribe(code, changed)
      const stop = watch(stream.state, (value) => (state.value = value), { immediate: true })
      leave = () => {
        stop()
        unsubscribe(code, changed)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => leave())
  return state
}
