// What an enterprise may buy: the API's answer for the enterprise as such, and for each direction with
// one of its products. The answer for a very product stands on that product's page.
import { api, must, type Schema } from '@/api/client'
import type { Problem } from '@/api/problem'
import { inForce, loadRulebook } from '@/app/rulebook'

export type Eligibility = Schema['Eligibility']

export async function askEligibility(programme: string, product?: number): Promise<Eligibility> {
  const params = { path: { programme }, query: { product } }
  return must(await api.GET('/api/v1/programmes/{programme}/eligibility', { params }))
}

// So that the one component for every no can show it.
export function problemFrom(answer: Eligibility): Problem | undefined {
  if (answer.eligible) return undefined
  const only = answer.reasons.length === 1 ? answer.reasons[0] : undefined
  return {
    type: '/problems/not-eligible',
    title: 'not eligible',
    status: 422,
    detail: '',
    code: (only?.code ?? 'not-eligible') as Problem['code'],
    clauses: only?.clauses ?? [],
    facts: only?.facts ?? {},
    errors: [],
    reasons: answer.reasons,
    request_id: '',
  }
}

export interface DirectionAnswer {
  code: string
  on_sale: boolean
  problem?: Problem
}
export interface Answers {
  general?: Problem
  directions: DirectionAnswer[]
}

async function askDirection(programme: string, code: string, general: Eligibility): Promise<DirectionAnswer> {
  const params = { path: { programme }, query: { direction: [code], limit: 1 } }
  const { items } = must(await api.GET('/api/v1/programmes/{programme}/catalogue', { params }))
  const example = items[0]
  if (!example || !general.eligible) return { code, on_sale: Boolean(example), problem: problemFrom(general) }
  return { code, on_sale: true, problem: problemFrom(await askEligibility(programme, example.id)) }
}

export async function askAll(programme: string): Promise<Answers> {
  const [book, general] = await Promise.all([loadRulebook(programme), askEligibility(programme)])
  const codes = inForce(book.directions, book.year).map((row) => row.code)
  const directions = await Promise.all(codes.map((code) => askDirection(programme, code, general)))
  return { general: problemFrom(general), directions }
}
