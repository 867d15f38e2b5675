// A register's list as the operator has it: text of a file, its lines, and what the server found
// wrong in them. A list from a Chinese spreadsheet is often in GB 18030; it is sent as UTF-8.
import type { Problem } from '@/api/problem'

export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export interface Line {
  number: number // of the line in the file, the first is 1
  cells: string[]
}

// RFC 4180: quotes may hold commas, quotes and line breaks.
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let began = 1
  const endLine = () => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim()) lines.push({ number: began, cells })
    cells = []
    cell = ''
  }
  const source = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]
    if (sign === '\n') line++
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') cell += source[++at]
      else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"') quoted = true
    else if (sign === ',') {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') {
      endLine()
      began = line
    } else if (sign !== '\r') cell += sign
  }
  endLine()
  return lines
}

export interface Wrong {
  line: number
  field: string
  why: string
}

// "/12/uscc" is the field uscc of line 12.
export function wrongOf(problem: Problem | undefined): Wrong[] {
  return (problem?.errors ?? []).flatMap((error) => {
    const [, line, field] = /^\/(\d+)\/(.+)$/.exec(error.pointer) ?? []
    return line && field ? [{ line: Number(line), field, why: error.detail }] : []
  })
}

export const columns = {
  enterprise: ['name', 'uscc', 'registered_in', 'legal_form', 'legal_person', 'honours', 'negative', 'serious_negative', 'judgment_debtor'],
  provider: [
    'name', 'uscc', 'registered_in', 'founded', 'qualifications', 'contracts_last_year', 'revenue_last_year', 'equipment_sets', 'approved',
    'negative', 'serious_negative', 'judgment_debtor',
  ],
} as const
export const needed: Record<keyof typeof columns, readonly string[]> = {
  enterprise: ['name', 'uscc', 'registered_in', 'legal_form'],
  provider: ['name', 'uscc', 'registered_in', 'founded'],
}
