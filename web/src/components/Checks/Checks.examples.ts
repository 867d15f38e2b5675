// One of each state.
import type { Check } from './checks'

const check = (more: Partial<Check>): Check => ({ about: 'paper', key: 'contract', state: 'passed', clauses: [], facts: {}, reasons: [], flags: [], files: [], ...more })
const checks: Check[] = [
  check({ facts: { dated: ['2025-06-06'] }, clauses: ['B25-106'] }),
  check({
    key: 'invoice', state: 'failed', clauses: ['B25-111'],
    facts: { dated: ['2025-06-01'], earliest: '2025-06-06', sum: 13920000, wanted: 13920000 },
    reasons: [{ code: 'invoice-before-contract', clauses: ['B25-111'], facts: { dated: '2025-06-01', earliest: '2025-06-06' } }],
  }),
  check({ key: 'receipt', state: 'flagged', flags: ['receipt-short'], facts: { sum: 9743999, wanted: 9744000 }, clauses: ['B25-108'] }),
  check({ key: 'other', state: 'open', clauses: ['B25-113'] }),
  check({ about: 'contract', key: 'signed-after-order', facts: { signed_on: '2025-06-06', ordered_on: '2025-06-04' }, clauses: ['B25-087'] }),
]
const names = { contract: '服务合同', invoice: '发票', receipt: '收款凭证', other: '其他文件' }
export const examples = [
  { name: 'each state', props: { checks, names, title: '资料' } },
  { name: 'nothing yet', props: { checks: [], title: '合同' } },
]
