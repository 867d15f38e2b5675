// Open and closed.
export const examples = [
  { name: 'open', props: { open: true, title: '确认下单' } },
  { name: 'closed', props: { open: false, title: '确认下单' } },
]
