// What an act asks for, declared; ActForm draws it and hands over what was typed, tidied: no blanks
// around it, full-width digits as plain ones, money with two decimals, a moment as Beijing time.
export interface ActField {
  name: string // as in the API, so that a problem finds it
  label: string
  kind?: 'line' | 'text' | 'secret' | 'number' | 'money' | 'day' | 'moment' | 'choice'
  options?: { value: string; label: string }[]
  optional?: boolean
  hint?: string
  start?: string // what stands there at first
}
export type Typed = Record<string, string | undefined>

const tidyMoney = (text: string) => {
  const digits = text.replace(/[,\s\u5143]/g, '')
  if (!/^-?\d+(\.\d{1,2})?$/.test(digits)) return text
  const [whole, rest = ''] = digits.split('.')
  return `${whole}.${rest.padEnd(2, '0')}`
}

export function tidied(kind: ActField['kind'], text: string): string | undefined {
  if (kind === 'secret') return text || undefined
  const plain = kind === 'text' || kind === 'line' || !kind ? text.trim() : text.normalize('NFKC').trim()
  if (!plain) return undefined
  if (kind === 'money') return tidyMoney(plain)
  if (kind === 'moment') return `${plain.length === 16 ? `${plain}:00` : plain}+08:00`
  return plain
}

// "2025-06-16T09:00" of an instant, as the control takes it.
export function momentAt(millis: number): string {
  return new Date(millis + 8 * 3_600_000).toISOString().slice(0, 16)
}
