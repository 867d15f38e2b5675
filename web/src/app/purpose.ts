// For which purpose something is opened that is masked or closed: asked in one dialog, over the page.
// The papers of one order or application are opened by the way to the server (api/client.ts), which
// waits; a single value by whoever shows it.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api, must, onWanted, type Schema } from '@/api/client'

type Disclosing = Schema['Disclosing']
export type Wanted = Pick<Disclosing, 'what' | 'id' | 'entity'> & { programme?: string }
export type Values = Record<string, string>

export const purposes = [
  'taking-the-case', 'reaching-somebody', 'checking-identity', 'checking-payment', 'complaint', 'inspection', 'asked-by-law',
] as const satisfies readonly Schema['Purpose'][]

export const usePurpose = defineStore('purpose', () => {
  const wanted = shallowRef<Wanted>()
  const open = ref(false)
  let waiting: ((values: Values | undefined) => void)[] = []

  // What was opened; nothing when no purpose was given. Two that ask for the same are asked once.
  function ask(what: Wanted): Promise<Values | undefined> {
    wanted.value = what
    open.value = true
    return new Promise((done) => waiting.push(done))
  }
  function answer(values: Values | undefined): void {
    const all = waiting
    waiting = []
    open.value = false
    for (const one of all) one(values)
  }
  async function give(purpose: Disclosing['purpose'], words: string): Promise<void> {
    const { programme, ...what } = wanted.value!
    const body = { ...what, purpose, words }
    const answered = programme
      ? await api.POST('/api/v1/programmes/{programme}/disclosures', { params: { path: { programme } }, body })
      : await api.POST('/api/v1/disclosures', { body })
    answer(must(answered).values)
  }
  onWanted('purpose-needed', async ({ facts }) => {
    const { programme, entity, id } = facts as { programme: string; entity: string; id: number }
    return (await ask({ what: 'papers', programme, entity, id })) !== undefined
  })
  return { wanted, open, ask, give, giveUp: () => answer(undefined) }
})
