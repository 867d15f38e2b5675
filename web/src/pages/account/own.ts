// What is held about oneself as a table of two columns, for whoever reads no JSON.
import { csvOf } from '@/components/ExportCsv/csv'

export function linesOf(data: unknown, at = ''): [string, string][] {
  if (data === null || data === undefined) return []
  if (typeof data !== 'object') return [[at, String(data)]]
  return Object.entries(data).flatMap(([key, value]) => linesOf(value, at ? `${at}.${key}` : key))
}

export const tableOf = (data: unknown) => csvOf(linesOf(data))
