// The tables of a programme's guide, read once, and the names that stand in them: directions, papers,
// fields and sanctions are data of the programme, not words of these pages.
import { computed, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue'
import { now } from '@/api/clock'
import { api, must, type Schema } from '@/api/client'
import { dayOf } from '@/components/Instant/time'
import { useText } from './text'

export type Rulebook = Schema['Rulebook']
type Dated = { from: string; until?: string }

const read = shallowReactive(new Map<string, Rulebook>())
const reading = new Map<string, Promise<Rulebook>>()

export function loadRulebook(programme: string): Promise<Rulebook> {
  let promise = reading.get(programme)
  if (promise) return promise
  promise = api
    .GET('/api/v1/programmes/{programme}/rulebook', { params: { path: { programme } } })
    .then((answer) => {
      const book = must(answer)
      read.set(programme, book)
      return book
    })
    .catch((error: unknown) => {
      reading.delete(programme)
      throw error
    })
  reading.set(programme, promise)
  return promise
}

// The rows that hold today; a programme that is over shows those of its last day.
export function inForce<Row extends Dated>(rows: Row[], year: number): Row[] {
  const today = dayOf(now.value)
  const last = `${year}-12-31`
  const day = today < last ? today : last
  return rows.filter((row) => row.from <= day && (!row.until || day <= row.until))
}

export function useNames(programme: MaybeRefOrGetter<string>) {
  const text = useText()
  const book = computed(() => {
    const code = toValue(programme)
    if (code && !read.has(code)) void loadRulebook(code).catch(() => undefined)
    return read.get(code)
  })
  const directionRow = (code: string) => book.value?.directions.find((row) => row.code === code)
  return {
    book,
    directionRow,
    direction: (code: string) => text(directionRow(code)?.name) || code,
    subtype: (direction: string, code: string) =>
      text(directionRow(direction)?.subtypes.find((one) => one.code === code)?.name) || code,
    ground: (code: string) => text(book.value?.sanctions.find((row) => row.ground === code)?.name) || code,
    paper: (kind: string) => text(book.value?.papers.find((row) => row.kind === kind)?.name) || kind,
    field: (name: string) => text(book.value?.fields.find((row) => row.name === name)?.label) || name,
  }
}
