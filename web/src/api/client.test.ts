import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useAct } from './act'
import { api, line, must, onWanted, send } from './client'
import { actFor, unanswered } from './keys'
import { ProblemError } from './problem'

interface Sent {
  key: string | null
  body: string
}
let sent: Sent[] = []
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, errors: [], reasons: [], clauses: [], facts: {} }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
const done = () => new Response(JSON.stringify({ id: 9 }), { status: 201, headers: { 'Content-Type': 'application/json' } })

function answers(...each: (() => Response)[]) {
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.text() })
    return each.shift()!()
  })
}
const lost = () => {
  throw new TypeError('Failed to fetch')
}
const claim = async () => {
  const params = { path: { programme: 'beijing-2025' } }
  return must(await api.POST('/api/v1/programmes/{programme}/orders', { params, body: { product: 446 } }))
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  localStorage.clear()
  actFor(27)
  onWanted('not-logged-in', async () => false)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an act that got no answer is repeated with its key, and forgotten when answered', async () => {
  answers(lost, lost, done)
  const claimed = claim()
  await vi.advanceTimersByTimeAsync(1)
  expect(unanswered()).toHaveLength(1)
  expect(line.unreachable).toBe(true)
  await vi.advanceTimersByTimeAsync(10_000)
  await claimed
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
  expect(sent.map(({ body }) => body)).toEqual(Array(3).fill('{"product":446}'))
  expect(unanswered()).toEqual([])
  expect(line.unreachable).toBe(false)
})

test('after a reload the same act has the same key, another person’s has not', async () => {
  answers(lost, lost, lost, lost, lost, lost, lost, lost, done)
  for (const person of [27, 27, 28]) {
    actFor(person)
    const claimed = claim().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(20_000)
    await claimed
  }
  const keys = sent.map(({ key }) => key)
  expect(new Set(keys.slice(0, 8)).size).toBe(1)
  expect(keys[8]).not.toBe(keys[0])
})

test('a refusal is an answer: the next try is another act', async () => {
  answers(() => problem(409, 'sold-out'), done)
  await expect(claim()).rejects.toBeInstanceOf(ProblemError)
  expect(unanswered()).toEqual([])
  await claim()
  expect(sent[0]!.key).not.toBe(sent[1]!.key)
})

test('a busy server is waited for as long as it asks', async () => {
  answers(() => problem(503, 'overloaded', { 'Retry-After': '3' }), done)
  const claimed = claim()
  await vi.advanceTimersByTimeAsync(1500)
  expect(line.waiting_seconds).toBeGreaterThan(0)
  await vi.advanceTimersByTimeAsync(3000)
  await claimed
  expect(sent[0]!.key).toBe(sent[1]!.key)
})

test('a session that is over is begun again, and the request goes on with its key', async () => {
  answers(() => problem(401, 'not-logged-in'), done)
  const login = vi.fn(async () => true)
  onWanted('not-logged-in', login)
  expect(await claim()).toMatchObject({ id: 9 })
  expect(login).toHaveBeenCalledOnce()
  expect(sent[0]!.key).toBe(sent[1]!.key)
})

test('a grave act waits for the password and goes on with its key', async () => {
  answers(() => problem(403, 'confirmation-needed'), done)
  const confirm = vi.fn(async () => true)
  onWanted('confirmation-needed', confirm)
  expect(await claim()).toMatchObject({ id: 9 })
  expect(confirm).toHaveBeenCalledOnce()
  expect(sent[0]).toEqual(sent[1])
})

test('who will not give the password changes nothing and is not told off', async () => {
  answers(() => problem(403, 'confirmation-needed'))
  onWanted('confirmation-needed', async () => false)
  const { problem: shown, run } = useAct()
  expect(await run(claim)).toBe(false)
  expect(shown.value).toBeUndefined()
  expect(sent).toHaveLength(1)
  expect(unanswered()).toEqual([])
})

test('too many tries say when the next one is taken', async () => {
  answers(() => problem(429, 'too-many-requests', { 'Retry-After': '90' }))
  const no = await claim().catch((error: unknown) => error)
  expect((no as ProblemError).problem.again_at).toBe(Date.now() + 90_000)
})

test.each(['session', 'session/confirmation', 'me/password', 'me/second-factor/activation', 'invitation-acceptances'])(
  '%s is never stored',
  async (path) => {
    answers(lost, lost, lost, lost)
    const request = new Request(`http://localhost/api/v1/${path}`, {
      method: 'POST',
      body: '{"secret":"geheim-geheim"}',
      headers: { 'Content-Type': 'application/json' },
    })
    const asked = send(request).catch(() => undefined)
    await vi.advanceTimersByTimeAsync(20_000)
    await asked
    expect(JSON.stringify({ ...localStorage })).not.toContain('geheim')
  },
)

test('a preview reserves nothing here either', async () => {
  answers(lost, lost, lost, lost)
  const request = new Request('http://localhost/api/v1/programmes/beijing-2025/orders', {
    method: 'POST',
    body: '{"product":446}',
    headers: { 'Content-Type': 'application/json', Preview: 'true' },
  })
  const asked = send(request).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(1)
  expect(unanswered()).toEqual([])
  await vi.advanceTimersByTimeAsync(20_000)
  await asked
  expect(sent[0]!.key).toBeTruthy()
})
