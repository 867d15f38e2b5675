// What is being typed, kept in this tab until it was handed in: a reload loses nothing.
import { ref, watch, type Ref } from 'vue'

export function useKept<T>(key: string, fresh: () => T): { value: Ref<T>; forget: () => void; was_kept: boolean } {
  const place = `zuoquan.typed ${key}`
  const stored = sessionStorage.getItem(place)
  const value = ref(fresh()) as Ref<T>
  if (stored) {
    try {
      value.value = JSON.parse(stored) as T
    } catch {
      sessionStorage.removeItem(place)
    }
  }
  watch(value, (now) => {
    try {
      sessionStorage.setItem(place, JSON.stringify(now))
    } catch {
      // A full storage costs the safety net, not the form.
    }
  }, { deep: true })
  const forget = () => sessionStorage.removeItem(place)
  return { value, forget, was_kept: stored !== null }
}
