// More to come, and the end.
import { ref, shallowRef } from 'vue'

const of = (more: boolean) => ({
  data: shallowRef<unknown[]>([1, 2, 3]),
  more: ref(more),
  loading: ref(false),
  next: async () => {},
})
export const examples = [
  { name: 'more', props: { of: of(true) } },
  { name: 'the end', props: { of: of(false) } },
]
