// The rulebook's small language of requirements ("direction in large-model, dcmm"), as far as a page
// knows the facts. A fact that the page does not know fails nothing: the server decides.
export const place_of_provider = ['provider', 'place'].join('.') // a fact of the rulebook, not a text
export type Subject = Record<string, string | undefined>

function among(value: string, patterns: string): boolean {
  return patterns.split(',').some((part) => {
    const pattern = part.trim()
    return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern
  })
}

function holdsOne(requirement: string, subject: Subject): boolean {
  const [, fact = '', comparison = '', rest = ''] = /^(\S+)\s+(\S+)\s+(.*)$/.exec(requirement) ?? []
  const value = subject[fact]
  if (value === undefined || value === '') return true
  if (comparison === 'in') return among(value, rest)
  if (comparison === 'not-in') return !among(value, rest)
  return true
}

export const holds = (when: string[], subject: Subject): boolean => when.every((one) => holdsOne(one, subject))

interface Row {
  from: string
  until?: string
  when: string[]
}
// The rows of a table that count on a day for somebody.
export function rowsFor<R extends Row>(rows: R[], day: string, subject: Subject): R[] {
  return rows.filter((row) => row.from <= day && (!row.until || day <= row.until) && holds(row.when, subject))
}
