import { expect, test } from 'vitest'
import { first_link, follow, linkOf, type Entry } from './chain'

async function chain(bodies: string[]): Promise<Entry[]> {
  const entries: Entry[] = []
  let hash = first_link
  for (const [at, bytes] of bodies.entries()) {
    hash = await linkOf(hash, bytes)
    entries.push({ seq: at + 1, time: '2025-06-16T09:00:00+08:00', hash, bytes, event: JSON.parse(bytes) as Entry['event'] })
  }
  return entries
}
const bodies = ['{"command":"claim","seq":1}', '{"command":"accept","note":"签约","seq":2}', '{"command":"sign","seq":3}']
const start = { seq: 0, link: first_link }

test('an untouched log holds to its end, page by page', async () => {
  const entries = await chain(bodies)
  const half = await follow(start, entries.slice(0, 2))
  const whole = await follow(half, entries.slice(2))
  expect(whole).toEqual({ seq: 3, link: entries[2]!.hash })
})

test('a changed byte is found where it stands', async () => {
  const entries = await chain(bodies)
  entries[1] = { ...entries[1]!, bytes: entries[1]!.bytes.replace('签约', '改约') }
  const { seq, broken } = await follow(start, entries)
  expect([seq, broken?.seq, broken?.kind]).toEqual([1, 2, 'hash'])
})

test('so is an event that is gone, and one that is shown otherwise than it was hashed', async () => {
  const entries = await chain(bodies)
  expect((await follow(start, [entries[0]!, entries[2]!])).broken).toMatchObject({ seq: 3, kind: 'gap', expected: '2' })
  const shown: Entry = { ...entries[1]!, event: { command: 'accept', note: '另一个', seq: 2 } as never }
  expect((await follow(start, [entries[0]!, shown])).broken).toMatchObject({ seq: 2, kind: 'event' })
})
