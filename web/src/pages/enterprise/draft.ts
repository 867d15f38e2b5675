// What is typed and not yet sent outlives a reload and the back button: kept in this tab, for this
// person, until it is sent.
import { reactive, watch } from 'vue'
import { useSession } from '@/app/session'

const longest = 50_000

function read(at: string): object | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(at) ?? 'null') as object | undefined
  } catch {
    return undefined
  }
}

export function useDraft<Form extends object>(name: string, fresh: Form) {
  const at = `zuoquan.draft ${useSession().me?.person ?? 0} ${name}`
  const form = reactive({ ...fresh, ...read(at) }) as Form
  const had_draft = sessionStorage.getItem(at) !== null
  let gone = false

  watch(form, () => {
    const text = JSON.stringify(form)
    if (gone || text.length > longest) return
    try {
      sessionStorage.setItem(at, text)
    } catch {
      // A full or forbidden storage costs the safety net, not the form.
    }
  })
  function forget(): void {
    gone = true
    sessionStorage.removeItem(at)
  }
  return { form, had_draft, forget }
}
