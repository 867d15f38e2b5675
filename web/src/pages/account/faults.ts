// What is wrong with a field of a login, in the reader's words: the server says it in English.
import type { Problem } from '@/api/problem'

export function inWords(problem: Problem | undefined, locale: string, words: Record<string, string>): Problem | undefined {
  if (!problem || locale !== 'zh') return problem
  const fieldOf = (pointer: string) => pointer.split('/').pop() ?? ''
  return { ...problem, errors: problem.errors.map((one) => ({ ...one, detail: words[fieldOf(one.pointer)] ?? one.detail })) }
}
