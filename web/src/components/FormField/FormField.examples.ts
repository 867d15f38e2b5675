// Plain, at fault, counted.
export const examples = [
  { name: 'plain', props: { name: 'staff', label: '从业人员', hint: '年末人数' } },
  { name: 'at fault', props: { name: 'price', label: '价格', error: '请填写价格' } },
  { name: 'counted', props: { name: 'introduction', label: '产品介绍', length: 320, most: 300, optional: true } },
]
