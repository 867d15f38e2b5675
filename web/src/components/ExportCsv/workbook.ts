// A list as XLSX: the server makes a workbook of it. The cells travel as they are, for there every text
// stays a text.
import { api, must } from '@/api/client'

const plain = (value: unknown): string => {
  const text = value === undefined || value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
export const plainOf = (lines: unknown[][]): string => lines.map((line) => `${line.map(plain).join(',')}\r\n`).join('')

export async function workbookOf(name: string, lines: unknown[][]): Promise<Blob> {
  const answered = await api.POST('/api/v1/spreadsheets', {
    params: { query: { name: name.replaceAll(/[^A-Za-z0-9_.-]/g, '-').slice(0, 100) } },
    body: plainOf(lines),
    bodySerializer: (body: string) => body,
    headers: { 'Content-Type': 'text/csv' },
    parseAs: 'blob',
  })
  return must(answered) as unknown as Blob
}
