// One of each kind.
export const examples = [
  { name: 'an order', props: { of: 'order' as const, status: 'in-review' } },
  { name: 'a product', props: { of: 'product' as const, status: 'returned' } },
  { name: 'a batch', props: { of: 'batch' as const, status: 'paid' } },
]
