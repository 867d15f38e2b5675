// A paper that is missing, one at fault, one that may be left away.
const row = (more: object) => ({
  from: '2025-01-01', clauses: ['B25-106'], when: [], act: 'redeem', required: true, sealed: false, count_min: 0,
  characters_min: 0, files_max: 1, not_before: 'none' as const, in_place_of: '', asked_when_field: '', formats: [],
  kind: 'contract', name: { zh: '服务合同', en: 'Service contract' }, ...more,
})
const rows = [
  row({ sealed: true, formats: ['pdf'] }),
  row({ kind: 'invoice', name: { zh: '发票', en: 'Invoice' }, not_before: 'signing', formats: ['pdf'] }),
  row({ kind: 'other', name: { zh: '其他文件', en: 'Other files' }, required: false, files_max: 0 }),
]
const modelValue = [{ kind: 'invoice', file: 'ab'.repeat(32), file_name: '发票.pdf', format: 'pdf', dated: '2025-06-01', amount: '139200.00' }]
export const examples = [
  { name: 'one paper', props: { rows, modelValue, context: { signed_on: '2025-06-06', contract_amount: '139200.00' } } },
]
