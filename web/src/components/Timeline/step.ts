// One step of a timeline.
export interface Step {
  key: string | number
  title: string
  state: 'done' | 'now' | 'next'
  at?: string
  by?: string
  note?: string
  due?: string
  turn?: string
  clauses?: string[]
}
