import { expect, test } from 'vitest'
import { criteriaOf, isWhole, total, written } from './scores'

const labels = [
  { from: '2023-01-01', clauses: ['B23-038'], when: [], name: 'provider.rights', value: '知识产权', unit: 'condition' },
  { from: '2023-01-01', clauses: ['B23-044'], when: [], name: 'product.digital', value: '数字化', unit: 'condition' },
  { from: '2023-01-01', clauses: ['B23-048'], when: [], name: 'product.sales-year', value: '2022', unit: 'year' },
]
const criteria = criteriaOf(labels)

test('the conditions of the guide are the criteria', () => {
  expect(criteria.map((one) => one.name)).toEqual(['provider.rights', 'product.digital'])
})
test('the sheet is whole when every line is scored', () => {
  expect(isWhole(criteria, { 'provider.rights': 5 })).toBe(false)
  expect(isWhole(criteria, { 'provider.rights': 5, 'product.digital': 3 })).toBe(true)
})
test('scores and opinion are written out', () => {
  const scores = { 'provider.rights': 5, 'product.digital': 3 }
  expect(total(scores)).toBe(8)
  expect(written(criteria, scores, ' 同意 ', { sheet: '评分', opinion: '意见：' })).toBe('评分 8/10\n知识产权 5/5\n数字化 3/5\n意见： 同意')
})
