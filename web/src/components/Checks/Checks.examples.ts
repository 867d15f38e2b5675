// One of each outcome.
import type { Check } from './checks'

const checks: Check[] = [
  { key: 'contract', title: { zh: '服务合同', en: 'Service contract' }, state: 'pass', findings: [], facts: [{ name: 'dated', value: '2025-06-06', as: 'day' }], clauses: ['B25-106'] },
  { key: 'invoice', title: { zh: '发票', en: 'Invoice' }, state: 'fail', findings: ['too-early'], facts: [{ name: 'dated', value: '2025-06-01', as: 'day' }, { name: 'sum', value: '139200.00', as: 'money' }], clauses: ['B25-111'] },
  { key: 'receipt', title: { zh: '收款凭证', en: 'Receipt' }, state: 'look', findings: ['sum-short'], facts: [], clauses: ['B25-340'] },
  { key: 'signed-after-order', state: 'open', findings: [], facts: [], clauses: ['B25-091'] },
]
export const examples = [
  { name: 'each outcome', props: { checks, title: '资料' } },
  { name: 'one group of clauses', props: { checks, title: '合同', clauses: ['B25-088'] } },
]
