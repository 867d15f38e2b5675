// What the server would say to what is being typed. It is asked again a moment after each change; the
// latest answer counts, and an earlier question is given up. A question that gets no answer about the
// content leaves what was said before: `unanswered` says that it may be out of date.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { sendOnce, type Schema } from './client'
import type { Reason } from './problem'

type Check = Schema['Check']
export interface Aside {
  signal: AbortSignal
  fetch: typeof sendOnce
}
export interface Preview<T> {
  checks: ShallowRef<Check[] | undefined> // nothing before the first answer
  answer: ShallowRef<T | undefined> // nothing if the act would be refused
  against: ShallowRef<Reason[]> // for which it would be
  asking: Ref<boolean>
  unanswered: Ref<boolean>
}
type Answered<T> = { data?: T; error?: { checks?: Check[]; reasons: Reason[] }; response: Response }

const pause = 500

export function usePreview<T extends { checks?: Check[] }>(typed: () => unknown, ask: (aside: Aside) => Promise<Answered<T>>): Preview<T> {
  const checks = shallowRef<Check[]>()
  const answer = shallowRef<T>()
  const against = shallowRef<Reason[]>([])
  const asking = ref(true)
  const unanswered = ref(false)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let question = new AbortController()

  async function askNow(): Promise<void> {
    const { signal } = question
    const got = await ask({ signal, fetch: sendOnce }).catch(() => undefined)
    if (signal.aborted) return
    const told = got?.data ? (got.data.checks ?? []) : got?.error?.checks
    asking.value = false
    unanswered.value = !told
    if (!told) return
    checks.value = told
    answer.value = got?.data
    against.value = got?.error?.reasons ?? []
  }
  function giveUp(): void {
    clearTimeout(waiting)
    question.abort()
  }
  watch(typed, () => {
    giveUp()
    question = new AbortController()
    asking.value = true
    waiting = setTimeout(() => void askNow(), pause)
  }, { deep: true })
  onScopeDispose(giveUp)
  void askNow()
  return { checks, answer, against, asking, unanswered }
}
