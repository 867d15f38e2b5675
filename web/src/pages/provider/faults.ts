// What a refusal says of the fields of an application or of papers, in words. The facts name each
// fault by a word of the server ("required", "at most 300 characters"); they are told at the field
// and left out of the box above.
import type { Problem } from '@/api/problem'
import type { Check } from '@/components/Checks/checks'

type Words = (key: string, named?: Record<string, unknown>) => string
const plain = ['required', 'text', 'choice', 'list', 'digits', 'decimal', 'price', 'mobile']

// A fault by the word that the server has for it.
export function rightOf(fault: string, t: Words): string {
  if (plain.includes(fault)) return t(`provider.fault.${fault}`)
  const most = /^at most (\d+) characters$/.exec(fault)?.[1]
  if (most) return t('provider.fault.too-long', { count: most })
  const licence = /^as on the licence: (.*)$/.exec(fault)?.[1]
  if (licence) return t('provider.fault.as-on-licence', { name: licence })
  return t(fault === 'not for this direction' ? 'provider.fault.not-for-direction' : 'provider.fault.wrong')
}

// What a check says of a field of the application, in words.
export function faultOf(check: Check, t: Words): string | undefined {
  const fault = check.reasons[0]?.facts.right
  return typeof fault === 'string' ? rightOf(fault, t) : undefined
}
export const isMissing = (check: Check | undefined): boolean => check?.reasons[0]?.facts.right === 'required'

// Told at its field or its paper; the place of the contract's table is told by the clause.
function isToldElsewhere(code: string, name: string, value: unknown): boolean {
  return code === 'form-invalid' || typeof value === 'object' || name === 'place'
}

function codeOf(detail: string): string {
  return detail.split(':')[0]!.trim()
}

// What is said of one field, in words: by the facts, by the code, or as the server put it.
export function fieldError(problem: Problem | undefined, field: string, t: Words, te: (key: string) => boolean): string | undefined {
  return problem && faultsOf(problem, t, te).fields[field]
}

export interface Faults {
  fields: Record<string, string> // by field or kind
  problem: Problem // what is left to say above the form
}

export function faultsOf(problem: Problem, t: Words, te: (key: string) => boolean): Faults {
  const words = problem.reasons.find((reason) => reason.code === 'form-invalid')?.facts ?? {}
  const fields: Record<string, string> = {}
  const errors = problem.errors.map((error) => {
    const field = error.field ?? ''
    const said = words[field]
    const key = `terms.refusal.${codeOf(error.detail)}`
    const detail = typeof said === 'string' ? rightOf(said, t) : te(key) ? t(key) : error.detail
    if (field && !fields[field]) fields[field] = detail
    return { ...error, detail }
  })
  const reasons = problem.reasons.map((reason) => ({
    ...reason,
    clauses: reason.clauses.slice(0, 4),
    facts: Object.fromEntries(Object.entries(reason.facts).filter(([name, value]) => !isToldElsewhere(reason.code, name, value))),
  }))
  return { fields, problem: { ...problem, errors, reasons } }
}
