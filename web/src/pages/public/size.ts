// What a size finding says, read for people: each bound with one's own figure beside it.
import type { Schema } from '@/api/client'
import { fromFen, grouped, toFen } from '@/components/Money/money'

type Finding = Schema['SizeFinding']
export interface Asked {
  industry: string
  staff: number
  revenue: string
  assets: string
}
export interface Bound {
  fact: 'staff' | 'revenue' | 'assets'
  holds: boolean
  bound: string
  own: string
  gap?: string // what is missing to the bound
  money: boolean
}

const up: Record<Finding['size'], Finding['size'] | undefined> = { micro: 'small', small: 'medium', medium: 'large', large: undefined }
export const nextSize = (size: Finding['size']) => up[size]

function boundOf(text: string, asked: Asked, holds: boolean): Bound | undefined {
  const [, fact, value] = /^(staff|revenue|assets) (?:>=|<) ([\d.]+)$/.exec(text) ?? []
  if (!fact || !value) return undefined
  if (fact === 'staff') {
    const gap = Number(value) - asked.staff
    return { fact, holds, bound: grouped(value), own: grouped(String(asked.staff)), gap: gap > 0 ? grouped(String(gap)) : undefined, money: false }
  }
  const own = fact === 'revenue' ? asked.revenue : asked.assets
  const gap = toFen(value) - toFen(own)
  return { fact: fact as 'revenue', holds, bound: value, own, gap: gap > 0n ? fromFen(gap) : undefined, money: true }
}

export function boundsOf(finding: Finding, asked: Asked): { met: Bound[]; missed: Bound[] } {
  const read = (texts: string[], holds: boolean) =>
    texts.map((text) => boundOf(text, asked, holds)).filter((bound) => bound !== undefined)
  return { met: read(finding.met, true), missed: read(finding.missed, false) }
}

export function wholeNumber(typed: string): number | undefined {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '')
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
