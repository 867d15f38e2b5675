// With and without a way up.
export const examples = [
  { name: 'top', props: { title: '产品目录', lead: '选产品，看补贴。' } },
  { name: 'below', props: { title: '产品', up: { title: '产品目录', to: '/' } } },
]
