// Amounts as people type them: full-width digits, thousands marks, a unit behind or beside. What comes
// out is the API's form ("8000000.00"), computed in fen, and the same in Chinese words, so that
// 800 with the wrong unit is seen before it is sent.
import { fromFen } from '../Money/money'

export type Unit = 'yuan' | 'wan' | 'yi'
export const units: Unit[] = ['yuan', 'wan', 'yi']
const digits_of: Record<Unit, number> = { yuan: 2, wan: 6, yi: 10 }
const typed_units: Record<string, Unit> = { '\u5143': 'yuan', '\u4e07': 'wan', '\u4ebf': 'yi' }

export type Wrong = 'not-a-number' | 'too-precise' | 'too-large'
export type Read = { amount: string; unit: Unit } | { wrong: Wrong } | undefined

const largest = 10n ** 16n // fen: a hundred trillion yuan

function narrow(text: string): string {
  return text.normalize('NFKC').replace(/[\s,'\u3001\u00a0]/g, '')
}

export function readAmount(typed: string, unit: Unit): Read {
  const text = narrow(typed)
  if (!text) return undefined
  const [, whole, rest = '', named] = /^(\d+)(?:\.(\d*))?([\u4e07\u4ebf]?)\u5143?$/.exec(text) ?? []
  if (whole === undefined) return { wrong: 'not-a-number' }
  const meant = named ? typed_units[named]! : text.endsWith('\u5143') ? 'yuan' : unit
  const places = digits_of[meant]
  const significant = rest.replace(/0+$/, '')
  if (significant.length > places) return { wrong: 'too-precise' }
  const fen = BigInt(whole + significant.padEnd(places, '0'))
  return fen > largest ? { wrong: 'too-large' } : { amount: fromFen(fen), unit: meant }
}

// What to type again for a known amount, in its unit.
export function typedFrom(amount: string, unit: Unit): string {
  const [whole = '0', rest = ''] = amount.split('.')
  const places = digits_of[unit]
  const padded = (whole + rest).padStart(places + 1, '0')
  const before = padded.slice(0, -places)
  const after = padded.slice(-places).replace(/0+$/, '')
  return after ? `${before}.${after}` : before
}

// `words`: ten digits, then ten, hundred, thousand, ten thousand, hundred million, yuan, jiao, fen, whole.
export function inWords(amount: string, words: string): string {
  const [whole = '0', rest = '00'] = amount.split('.')
  const [digits, [ten, hundred, thousand, wan, yi, yuan, jiao, fen, exact]] = [[...words].slice(0, 10), [...words].slice(10)]
  const places = ['', ten, hundred, thousand]
  const group = (text: string) =>
    [...text].map((digit, at) => (digit === '0' ? digits[0] : digits[Number(digit)]! + places[text.length - 1 - at])).join('')
  const groups = whole.padStart(Math.ceil(whole.length / 4) * 4, '0').match(/.{4}/g) ?? []
  const zero = digits[0]!
  const units_above = ['', wan, yi, wan! + yi!]
  const tidy = (text: string) => text.replace(new RegExp(`${zero}+`, 'g'), zero).replace(new RegExp(`${zero}$`), '')
  const spoken = groups.map((part, at) => (Number(part) ? tidy(group(part)) + units_above[groups.length - 1 - at] : zero))
  const yuans = tidy(spoken.join('')).replace(new RegExp(`^${zero}`), '')
  const cents = [Number(rest[0]) ? digits[Number(rest[0])]! + jiao : '', Number(rest[1]) ? digits[Number(rest[1])]! + fen : '']
  const gap = cents[1] && !cents[0] && yuans ? zero : ''
  const small = cents[0] + gap + cents[1]
  return (yuans || (small ? '' : zero)) + (yuans || !small ? yuan : '') + (small || exact)
}
