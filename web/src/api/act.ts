// Doing for a page: one act at a time (a double click is one act), busy while it runs, and the no
// if there was one. `run` says whether it went through; what follows belongs into the act itself.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { problemOf, type Problem } from './problem'

export interface Doing {
  busy: Ref<boolean>
  problem: ShallowRef<Problem | undefined>
  run: (act: () => Promise<unknown>) => Promise<boolean>
  clear: () => void
}

export function useAct(): Doing {
  const busy = ref(false)
  const problem = shallowRef<Problem>()
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      await act()
      return true
    } catch (error) {
      const no = problemOf(error)
      // Who was asked for the password or a purpose and would not give it knows why: all is as it was.
      if (no.code !== 'confirmation-needed' && no.code !== 'purpose-needed') problem.value = no
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run, clear: () => (problem.value = undefined) }
}
