// A paper that is missing, one at fault, one that may be left away; and before the server said anything.
import type { Check } from '../Checks/checks'

const row = (more: object) => ({
  from: '2025-01-01', clauses: ['B25-106'], when: [], act: 'redeem', required: true, sealed: false, count_min: 0,
  characters_min: 0, files_max: 1, not_before: 'none' as const, in_place_of: '', asked_when_field: '', formats: [], asks: [],
  kind: 'contract', name: { zh: '服务合同', en: 'Service contract' }, ...more,
})
const rows = [
  row({ sealed: true, formats: ['pdf'] }),
  row({ kind: 'invoice', name: { zh: '发票', en: 'Invoice' }, not_before: 'signing', formats: ['pdf'], asks: ['amount', 'number'] }),
  row({ kind: 'other', name: { zh: '其他文件', en: 'Other files' }, required: false, files_max: 0 }),
]
const check = (more: Partial<Check>): Check => ({ about: 'paper', key: 'other', state: 'open', clauses: [], facts: {}, reasons: [], flags: [], files: [], ...more })
const because = (code: Check['reasons'][number]['code']) => [{ code, clauses: ['B25-111'], facts: {} }]
const checks = [
  check({ key: 'contract', state: 'failed', reasons: because('documents-incomplete') }),
  check({ key: 'invoice', state: 'failed', reasons: because('invoice-before-contract') }),
  check({}),
]
const modelValue = [{ kind: 'invoice', file: 'ab'.repeat(32), file_name: '发票.pdf', format: 'pdf', dated: '2025-06-01', amount: '139200.00' }]
export const examples = [
  { name: 'one paper', props: { rows, checks, modelValue } },
  { name: 'nothing said yet', props: { rows: rows.slice(0, 1), checks: [], modelValue: [] } },
]
