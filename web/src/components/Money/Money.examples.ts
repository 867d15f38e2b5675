// Amounts as they come.
export const examples = [
  { name: 'an order', props: { amount: '50000.00' } },
  { name: 'a budget, short', props: { amount: '40000000.00', short: true } },
  { name: 'nothing yet', props: { amount: undefined } },
]
