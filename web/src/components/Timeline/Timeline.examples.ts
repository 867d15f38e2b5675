// An order that waits for its provider.
import type { Step } from './step'

const steps: Step[] = [
  { key: 1, title: '领券下单', state: 'done', at: '2025-06-13T14:20:00+08:00', by: '企业', clauses: ['B25-078'] },
  { key: 2, title: '等待接单', state: 'now', due: '2025-06-20T23:59:59+08:00', turn: '服务商' },
  { key: 3, title: '签约', state: 'next' },
]
export const examples = [{ name: 'an order', props: { steps } }]
