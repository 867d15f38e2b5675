// Where the programme is: its dated stages, in order, and which of them is running.
import type { Rulebook } from '@/app/rulebook'
import { inForce } from '@/app/rulebook'
import { millis } from '@/components/Instant/time'

export interface Stage {
  key: 'application' | 'claims' | 'redemption'
  from?: string
  until?: string
  state: 'done' | 'now' | 'next'
}

const endOf = (day: string) => `${day}T23:59:59+08:00`

export function stagesOf(book: Rulebook, opened: string | undefined, now: number): Stage[] {
  const by = (kind: string) => inForce(book.deadlines, book.year).find((row) => row.kind === kind)?.by
  const application = by('application')
  const claims = by('claims')
  const redemption = by('redemption')
  const stages: Omit<Stage, 'state'>[] = []
  if (application) stages.push({ key: 'application', until: application })
  if (claims) stages.push({ key: 'claims', from: opened, until: claims })
  if (redemption) stages.push({ key: 'redemption', from: opened, until: redemption })
  return stages.map((stage) => ({ ...stage, state: stateOf(stage, now) }))
}

function stateOf(stage: Omit<Stage, 'state'>, now: number): Stage['state'] {
  if (stage.until && now > millis(endOf(stage.until))) return 'done'
  return stage.from && now < millis(stage.from) ? 'next' : 'now'
}

// "5 working-days" of a deadline, as number and unit.
export function termOf(text: string | undefined): { n: number; unit: string } | undefined {
  const [, n, unit] = /^(\d+) ([a-z-]+)$/.exec(text ?? '') ?? []
  return n && unit ? { n: Number(n), unit } : undefined
}
