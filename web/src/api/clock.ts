// The programme's time, not the browser's: a wrong clock at home must not promise a minute more.
// A demonstration's clock can be moved, so it is asked again now and then and after each change.
import { computed, ref } from 'vue'
import { api } from './client'

const offset = ref(0)
const ticking = ref(Date.now())
export const is_demo = ref(false)

export const now = computed(() => ticking.value + offset.value)

export async function askClock(): Promise<void> {
  const asked = Date.now()
  const { data } = await api.GET('/api/v1/demo/clock').catch(() => ({ data: undefined }))
  if (!data) return
  const answered = Date.now()
  offset.value = Date.parse(data.now) - (asked + answered) / 2
  is_demo.value = data.demo
}

let started = false
export function startClock(): void {
  if (started) return
  started = true
  void askClock()
  setInterval(() => (ticking.value = Date.now()), 1000)
  setInterval(() => void askClock(), 60_000)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void askClock()
  })
}
