// None yet, four, at fault.
export const examples = [
  { name: 'none yet', props: { label: '满意度' } },
  { name: 'four', props: { label: '满意度', modelValue: 4 } },
  { name: 'at fault', props: { label: '满意度', error: '请选择星级' } },
]
