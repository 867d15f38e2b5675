// The story of an order or a product: what was done, where it stands, and what usually comes next.
import type { Schema } from '@/api/client'
import type { Step } from '@/components/Timeline/step'

type Entry = Schema['TimelineEntry']
type Words = { t: (key: string) => string; te: (key: string) => boolean }

const next_of: Record<string, string[]> = {
  placed: ['accept', 'sign', 'redeem', 'review', 'publish-batch', 'disburse'],
  accepted: ['sign', 'redeem', 'review', 'publish-batch', 'disburse'],
  signed: ['redeem', 'review', 'publish-batch', 'disburse'],
  'in-review': ['review', 'publish-batch', 'disburse'],
  redeeming: ['redeem', 'review', 'publish-batch', 'disburse'],
  approved: ['publish-batch', 'disburse'],
  published: ['disburse'],
  suspended: ['decide-objection', 'disburse'],
  recovering: ['return-funds'],
  draft: ['submit-product', 'audit-product', 'list-product'],
  submitted: ['audit-product', 'list-product'],
  returned: ['submit-product', 'audit-product', 'list-product'],
  passed: ['publish-product', 'list-product'],
  'on-notice': ['list-product'],
  qualified: ['list-product'],
}
const turns: Record<string, string> = {
  accept: 'provider-owner', sign: 'provider-owner', redeem: 'provider-owner', 'submit-product': 'provider-owner',
  'return-funds': 'provider-owner', review: 'reviewer', 'publish-batch': 'batch-maker', disburse: 'approver',
  'audit-product': 'platform-operator', 'judge-product': 'expert', 'publish-product': 'programme-officer',
  'list-product': 'programme-officer', 'decide-objection': 'programme-officer',
}
const word = (act: string, words: Words) => (words.te(`terms.act.${act}`) ? words.t(`terms.act.${act}`) : act)

export function stepsOf(
  entries: Entry[],
  stands: { status: string; due?: string | undefined },
  has_act: (name: string) => boolean,
  words: Words,
): Step[] {
  const done: Step[] = entries.map((entry) => ({
    key: entry.seq,
    title: word(entry.act, words),
    state: 'done',
    at: entry.time,
    by: words.t(`terms.role.${entry.role}`),
    note: entry.reason,
    clauses: entry.clauses.slice(0, 4),
  }))
  const judged = stands.status === 'passed' && has_act('judge-product') ? ['judge-product'] : []
  const coming = [...judged, ...(next_of[stands.status] ?? [])].filter(has_act)
  const ahead: Step[] = coming.map((act, index) => {
    const turn = turns[act]
    const is_now = index === 0
    return {
      key: act,
      title: word(act, words),
      state: is_now ? 'now' : 'next',
      ...(is_now && stands.due ? { due: stands.due } : {}),
      ...(is_now && turn ? { turn: words.t(`terms.role.${turn}`) } : {}),
      ...(is_now && turn && !stands.due ? { by: words.t(`terms.role.${turn}`) } : {}),
    }
  })
  return [...done, ...ahead]
}
