// Two orders to accept, one without a deadline.
const items = [
  { entity: 'order' as const, id: 1641, number: 'BJ2025000164141', status: 'placed', title: '星枢智能硬件工业设计', due: '2025-06-20T23:59:59+08:00' },
  { entity: 'order' as const, id: 1700, number: 'BJ2025000170041', status: 'placed', title: '包装设计' },
]
const to = () => ({ path: '/beijing-2025/provider/orders/1641' })
export const examples = [
  { name: 'two of three', props: { queue: { name: 'to-accept' as const, count: 3, items }, to, all: { path: '/beijing-2025/provider/orders' } } },
]
