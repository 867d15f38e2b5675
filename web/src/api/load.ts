// Reading for a page: what is loaded, whether it still loads, and the no if there was one.
// What was shown stays while it is read again; an answer that was overtaken is dropped.
import { onScopeDispose, shallowRef, ref, watch, type Ref, type ShallowRef } from 'vue'
import { problemOf, type Problem } from './problem'

export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

export function useLoad<T>(read: () => Promise<T>, again_when?: () => unknown): Loaded<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = ref(true)
  let turn = 0
  async function reload(): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const answer = await read()
      if (mine !== turn) return
      data.value = answer
      problem.value = undefined
    } catch (error) {
      if (mine !== turn) return
      problem.value = problemOf(error)
    }
    loading.value = false
  }
  if (again_when) watch(again_when, () => void reload(), { deep: true })
  onScopeDispose(() => turn++)
  void reload()
  return { data, problem, loading, reload }
}
