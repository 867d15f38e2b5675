import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useLive, type Change } from './live'

class Source extends EventTarget {
  static readonly CLOSED = 2
  static last: Source
  readyState = 1
  onopen = () => {}
  onerror = () => {}
  closed = false
  constructor(readonly url: string) {
    super()
    Source.last = this
  }
  close() {
    this.closed = true
  }
  say(change: object) {
    this.dispatchEvent(new MessageEvent('change', { data: JSON.stringify(change) }))
  }
}
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Source)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function follow(changed: (change: Change) => void) {
  return mount(defineComponent({ setup: () => { const state = useLive('beijing-2025', changed); return () => h('i', state.value) } }))
}

test('says live, lost and live again, and asks to read again each time', async () => {
  const heard: Change[] = []
  const page = follow((change) => heard.push(change))
  expect(Source.last.url).toBe('/api/v1/programmes/beijing-2025/changes')
  expect(page.text()).toBe('off')
  Source.last.onopen()
  Source.last.say({ seq: 1, stock: {} })
  Source.last.say({ seq: 2, stock: { '7': 3 } })
  await vi.advanceTimersByTimeAsync(1)
  expect(page.text()).toBe('live')
  Source.last.onerror()
  await vi.advanceTimersByTimeAsync(1)
  expect(page.text()).toBe('lost')
  Source.last.onopen()
  Source.last.say({ seq: 3, stock: {} })
  expect(heard.map((change) => change.again)).toEqual([true, false, true])
  page.unmount()
  expect(Source.last.closed).toBe(true)
})

test('a server that went away is asked again; one without a stream is left alone for a while', async () => {
  const page = follow(() => {})
  const first = Source.last
  first.readyState = Source.CLOSED
  first.onerror()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(Source.last).toBe(first)
  await vi.advanceTimersByTimeAsync(31_000)
  expect(Source.last).not.toBe(first)
  const second = Source.last
  second.onopen()
  second.readyState = Source.CLOSED
  second.onerror()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(Source.last).not.toBe(second)
  page.unmount()
})
