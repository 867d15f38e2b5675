// Asking, answered, without an answer.
import { ref } from 'vue'

const of = (asking: boolean, unanswered: boolean) => ({ of: { asking: ref(asking), unanswered: ref(unanswered) } })
export const examples = [
  { name: 'asking', props: of(true, false) },
  { name: 'answered', props: of(false, false) },
  { name: 'no answer', props: of(false, true) },
]
