// A list of the API, page by page: what was read stays, the next page is added.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { problemOf, type Problem } from './problem'

export interface Pages<T> {
  data: ShallowRef<T[] | undefined>
  more: Ref<boolean>
  problem: ShallowRef<Problem | undefined>
  loading: Ref<boolean>
  reload: () => Promise<void>
  next: () => Promise<void>
}
interface Page<T> {
  items: T[]
  next?: string
}

export function usePages<T>(read: (cursor?: string) => Promise<Page<T>>, again_when?: () => unknown): Pages<T> {
  const data = shallowRef<T[]>()
  const more = ref(false)
  const problem = shallowRef<Problem>()
  const loading = ref(true)
  let cursor: string | undefined
  let turn = 0

  async function fetchPage(from: string | undefined): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const page = await read(from)
      if (mine !== turn) return
      data.value = from ? [...(data.value ?? []), ...page.items] : page.items
      cursor = page.next
      more.value = Boolean(page.next)
      problem.value = undefined
    } catch (error) {
      if (mine !== turn) return
      problem.value = problemOf(error)
    }
    loading.value = false
  }

  const reload = () => fetchPage(undefined)
  const next = async () => {
    if (!loading.value && cursor) await fetchPage(cursor)
  }
  if (again_when) watch(again_when, () => void reload(), { deep: true })
  onScopeDispose(() => turn++)
  void reload()
  return { data, more, problem, loading, reload, next }
}
