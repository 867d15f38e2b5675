// One refusal of the programme, one of a form, one of the network.
import { unreachable, type Problem } from '@/api/problem'

const quota: Problem = {
  type: '/problems/quota-exhausted',
  title: 'quota exhausted',
  status: 409,
  detail: '每家企业全年补贴不超过20万元',
  code: 'quota-exhausted',
  clause: 'B25-010',
  clauses: ['B25-010', 'B25-063'],
  facts: { free: 1250000 },
  errors: [],
  reasons: [
    { code: 'quota-exhausted', clauses: ['B25-010', 'B25-063'], facts: { free: 1250000 } },
    { code: 'not-in-beijing', clauses: ['B25-006'], facts: { place: '310108' } },
    { code: 'sold-out', clauses: ['B25-079'], facts: { vouchers: 50, taken: 50 } },
  ],
  request_id: '350ed89f94d38fbb',
}
const form: Problem = {
  ...quota,
  status: 422,
  code: 'form-invalid',
  detail: '',
  clauses: ['B25-269'],
  facts: {},
  reasons: [],
  errors: [{ pointer: '/form/price', detail: '必须填写', field: 'price' }],
}
export const examples = [
  { name: 'two reasons with facts', props: { problem: quota } },
  { name: 'a field at fault', props: { problem: form, labels: { price: '产品价格' } } },
  { name: 'no answer', props: { problem: unreachable } },
]
