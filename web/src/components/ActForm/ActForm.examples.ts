// Setting the budget; the server agrees.
import type { ActField } from './fields'

const fields: ActField[] = [
  { name: 'total', label: '总额（元）', kind: 'money' },
  { name: 'reason', label: '理由', kind: 'text', optional: true },
]
export const examples = [
  {
    name: 'money and a reason',
    props: {
      label: '设定资金',
      fields,
      final: '会记入日志。',
      send: async () => ({ data: {}, response: new Response(null, { status: 200 }) }),
    },
  },
]
