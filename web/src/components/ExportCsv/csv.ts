// A list as CSV (RFC 4180, with a mark so that spreadsheets read it as UTF-8). A cell that a
// spreadsheet would take for a formula gets an apostrophe in front; plain numbers stay numbers.
const formula = /^[\s]*[=+\-@＝＋－＠]|^[\t\r]/
const number = /^-?\d+(\.\d+)?$/

export function cellOf(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value)
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const lineOf = (cells: unknown[]): string => `${cells.map(cellOf).join(',')}\r\n`
export const csvOf = (lines: unknown[][]): string => `\uFEFF${lines.map(lineOf).join('')}`

export function saveFile(name: string, content: Blob | string, type = 'text/csv;charset=utf-8'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
