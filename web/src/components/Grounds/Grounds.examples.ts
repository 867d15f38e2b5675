// Bounded by an order's ceiling; nothing left to grant.
export const examples = [
  { name: 'bounded', props: { grounds: [
    { name: 'rate', result: '300000.00', clauses: ['B23-018'] },
    { name: 'cap-order', result: '50000.00', clauses: ['B23-019'] },
  ] } },
  { name: 'nothing left', props: { grounds: [{ name: 'budget-exhausted', result: '0.00', clauses: ['B23-012'] }] } },
]
