// Before and after.
export const examples = [
  { name: 'empty', props: { name: 'contract', label: '服务合同' } },
  { name: 'picked', props: { name: 'contract', label: '服务合同', picked: '合同.pdf' } },
]
