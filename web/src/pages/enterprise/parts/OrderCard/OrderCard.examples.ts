// Waiting for the provider; paid.
import type { Order } from '../../course'

const placed = {
  id: 1641, number: 'BJ2025000164141', enterprise: 26, provider: 1243, product: 454, product_name: '星枢智能硬件工业设计',
  direction: 'industrial-design', status: 'placed', edition: 1, placed: '2025-06-13T14:20:00+08:00', size: 'medium',
  quota_scopes: [], amount: '139200.00', eligible_amount: '139200.00', subsidy: '41760.00', own_payment: '97440.00', grounds: [],
  clawback: '0.00', returned: '0.00', refunded: '0.00', refunded_whole: false, accept_by: '2025-06-20T23:59:59+08:00',
  valid_until: '2025-09-30T23:59:59+08:00', due: '2099-06-20T23:59:59+08:00', due_kind: 'acceptance', overdue: false, frozen: false,
  open_objections: 0, completed: false, stars: 0, rating: '', flags: [], reason: '',
} as Order
export const examples = [
  { name: 'waiting', props: { order: placed, programme: 'beijing-2025', direction: '工业设计' } },
  {
    name: 'paid',
    props: {
      order: { ...placed, status: 'paid' as const, approved: '40000.00', due: undefined },
      programme: 'beijing-2025',
      direction: '工业设计',
    },
  },
]
