// Reading, empty, failed, full.
import { ref, shallowRef } from 'vue'
import { unreachable, type Problem } from '@/api/problem'

const of = (data: unknown, problem?: Problem) => ({
  data: shallowRef(data),
  problem: shallowRef(problem),
  loading: ref(data === undefined && !problem),
  reload: async () => {},
})
export const examples = [
  { name: 'reading', props: { of: of(undefined) } },
  { name: 'empty', props: { of: of([]), empty: '领券后，订单会出现在这里。' } },
  { name: 'failed', props: { of: of(undefined, unreachable) } },
  { name: 'full', props: { of: of(['一']) } },
]
