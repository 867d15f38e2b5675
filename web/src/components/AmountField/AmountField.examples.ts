// Empty, filled, at fault.
export const examples = [
  { name: 'empty', props: { name: 'revenue', label: '营业收入', hint: '上年度' } },
  { name: 'filled', props: { name: 'assets', label: '资产总额', modelValue: '8000000.00' } },
  { name: 'at fault', props: { name: 'price', label: '价格', unit: 'yuan' as const, error: '请填写价格' } },
]
