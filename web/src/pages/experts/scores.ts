// What experts gave, criterion by criterion, and the means of it. The rulebook says what points are
// given for and how many at most; the server keeps one opinion of each expert.
import type { Schema } from '@/api/client'

export type Criterion = Schema['CriterionRow']
export type Opinion = Schema['Opinion']
export type Points = Record<string, number | '' | undefined> // as a number control gives them

const covers = (row: Criterion, day: string) => row.from <= day && (!row.until || day <= row.until)
// The product tells the names that it is to be scored by; the rows in force on the day say how.
export const criteriaAsked = (rows: Criterion[], names: string[], day: string): Criterion[] =>
  rows.filter((row) => covers(row, day) && names.includes(row.name))

// Of a panel the criteria are those that points were given for, whatever day it met on.
export function criteriaOf(rows: Criterion[], panel: Opinion[]): Criterion[] {
  const given = new Set(panel.flatMap((one) => one.scores.map((score) => score.criterion)))
  return rows.filter((row, index) => given.has(row.name) && rows.findIndex((other) => other.name === row.name) === index)
}

export const isPoints = (points: unknown, most: number): points is number =>
  typeof points === 'number' && Number.isInteger(points) && points >= 0 && points <= most
export const missing = (criteria: Criterion[], points: Points): string[] =>
  criteria.filter((one) => !isPoints(points[one.name], one.points_max)).map((one) => one.name)

export const scoresOf = (criteria: Criterion[], points: Points): Schema['ScoreRequest'][] =>
  criteria.map((one) => ({ criterion: one.name, points: Number(points[one.name]) }))
export const pointsOf = (opinion: Opinion | undefined): Points =>
  Object.fromEntries((opinion?.scores ?? []).map((score) => [score.criterion, score.points]))

const meanOf = (numbers: number[]): number | undefined =>
  numbers.length ? numbers.reduce((sum, one) => sum + one, 0) / numbers.length : undefined

export interface Line {
  name: string
  most: number
  points: (number | undefined)[] // in the order of the panel
  mean: number | undefined
}
export function linesOf(criteria: Criterion[], panel: Opinion[]): Line[] {
  return criteria.map((one) => {
    const points = panel.map((opinion) => opinion.scores.find((score) => score.criterion === one.name)?.points)
    return { name: one.name, most: one.points_max, points, mean: meanOf(points.filter((each) => each !== undefined)) }
  })
}

export function totalOf(lines: Line[], panel: Opinion[]): Line {
  const points = panel.map((_, at) => lines.reduce((sum, line) => sum + (line.points[at] ?? 0), 0))
  return { name: '', most: lines.reduce((sum, line) => sum + line.most, 0), points, mean: meanOf(points) }
}
