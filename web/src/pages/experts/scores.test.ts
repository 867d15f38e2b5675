import { expect, test } from 'vitest'
import { criteriaAsked, criteriaOf, linesOf, missing, pointsOf, scoresOf, totalOf, type Criterion, type Opinion } from './scores'

const row = (name: string, more: Partial<Criterion> = {}): Criterion => ({
  name, label: { zh: name, en: name }, points_max: 10, clauses: [], when: [], from: '2023-01-01', ...more,
})
const rows = [row('rights', { until: '2023-06-30' }), row('rights', { from: '2023-07-01' }), row('demand', { points_max: 20 })]
const said = (expert: number, points: Record<string, number>): Opinion => ({
  expert, at: '2023-07-01T09:00:00+08:00', text: '', scores: Object.entries(points).map(([criterion, given]) => ({ criterion, points: given })),
})
const panel = [said(7, { rights: 8, demand: 15 }), said(9, { rights: 9, demand: 20 })]
const criteria = criteriaOf(rows, panel)

test('a product is scored by the criteria that it tells, as they are in force on the day', () => {
  const names = ['rights', 'demand']
  expect(criteriaAsked(rows, names, '2023-06-30').map((one) => one.from)).toEqual(['2023-01-01', '2023-01-01'])
  expect(criteriaAsked(rows, names, '2023-07-01').map((one) => one.from)).toEqual(['2023-07-01', '2023-01-01'])
  expect(criteriaAsked(rows, ['demand'], '2023-07-01').map((one) => one.name)).toEqual(['demand'])
})
test('a panel names each criterion once, and none that nobody was asked for', () => {
  expect(criteria.map((one) => one.name)).toEqual(['rights', 'demand'])
  expect(criteriaOf(rows, [said(7, { demand: 1 })]).map((one) => one.name)).toEqual(['demand'])
})
test('points are whole, from 0 to the most', () => {
  expect(missing(criteria, { rights: 0, demand: 20 })).toEqual([])
  expect(missing(criteria, { rights: 10, demand: 21 })).toEqual(['demand'])
  expect(missing(criteria, { rights: -1, demand: 1.5 })).toEqual(['rights', 'demand'])
  expect(missing(criteria, { rights: '' })).toEqual(['rights', 'demand'])
  expect(scoresOf(criteria, { rights: 0, demand: 20 })).toEqual([{ criterion: 'rights', points: 0 }, { criterion: 'demand', points: 20 }])
  expect(pointsOf(panel[0])).toEqual({ rights: 8, demand: 15 })
})
test('means of each criterion and in all', () => {
  const lines = linesOf(criteria, panel)
  expect(lines.map((line) => [line.points, line.mean])).toEqual([[[8, 9], 8.5], [[15, 20], 17.5]])
  expect(totalOf(lines, panel)).toMatchObject({ most: 30, points: [23, 29], mean: 26 })
})
