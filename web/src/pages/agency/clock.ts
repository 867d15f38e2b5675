// The review's clock, counted by the server in working days after today.
export type Tone = '' | 'wait' | 'bad'
export const toneOf = (left: number): Tone => (left < 0 ? 'bad' : left <= 2 ? 'wait' : '')

export function clockWords(left: number): { key: string; days: number } {
  const days = Math.abs(left)
  if (left < 0) return { key: days === 1 ? 'agency.clock.over_one' : 'agency.clock.over', days }
  if (left === 0) return { key: 'agency.clock.last', days }
  return { key: left === 1 ? 'agency.clock.left_one' : 'agency.clock.left', days }
}
