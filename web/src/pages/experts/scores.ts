// The score sheet: one line for each condition that the guide sets for providers and products, one to
// five. The API keeps a verdict and its reason, so the sheet is written into the reason.
import type { Schema } from '@/api/client'

export interface Criterion {
  name: string
  label: string
  clauses: string[]
}
export const best = 5

export function criteriaOf(labels: Schema['LabelRow'][]): Criterion[] {
  return labels
    .filter((row) => row.unit === 'condition' && /^(provider|product)\./.test(row.name))
    .map((row) => ({ name: row.name, label: row.value, clauses: row.clauses }))
}

export type Scores = Record<string, number | undefined>
export const total = (scores: Scores): number => Object.values(scores).reduce<number>((sum, one) => sum + (one ?? 0), 0)
export const isWhole = (criteria: Criterion[], scores: Scores): boolean => criteria.every((one) => scores[one.name])

export function written(criteria: Criterion[], scores: Scores, opinion: string, words: { sheet: string; opinion: string }): string {
  const lines = criteria.filter((one) => scores[one.name]).map((one) => `${one.label} ${scores[one.name]}/${best}`)
  const sheet = lines.length ? `${words.sheet} ${total(scores)}/${criteria.length * best}\n${lines.join('\n')}` : ''
  return [sheet, opinion.trim() && `${words.opinion} ${opinion.trim()}`].filter(Boolean).join('\n')
}
