import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { api } from './client'
import { unanswered } from './keys'
import { usePreview, type Aside } from './preview'

const check = (state: string) => ({ about: 'contract', key: 'amount', state, clauses: [], facts: {}, reasons: [], flags: [], files: [] })
const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const good = () => answer(200, { order: { subsidy: '30.00' }, checks: [check('passed')] })
const refused = () => answer(422, { code: 'invalid-value', reasons: [{ code: 'invalid-value' }], checks: [check('failed')] })

let sent: { request: Request; settle: (answer: Response) => void; lose: () => void }[] = []
let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  scope = effectScope()
  vi.stubGlobal('fetch', (request: Request) =>
    new Promise<Response>((settle, lose) => {
      sent.push({ request, settle, lose: () => lose(new TypeError('Failed to fetch')) })
      request.signal.addEventListener('abort', () => lose(request.signal.reason))
    }))
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function typing() {
  const typed = ref('')
  const ask = (aside: Aside) => {
    const params = { path: { programme: 'beijing-2025', order: 7 }, header: { Preview: 'true' as const } }
    return api.POST('/api/v1/programmes/{programme}/orders/{order}/contract', { params, body: { product_name: typed.value }, ...aside })
  }
  return { typed, preview: scope.run(() => usePreview(() => typed.value, ask))! }
}
async function type(into: { value: string }, text: string, wait = 600) {
  into.value = text
  await nextTick()
  await vi.advanceTimersByTimeAsync(wait)
}
async function settle(place: number, answered: Response) {
  sent[place]!.settle(answered)
  await vi.advanceTimersByTimeAsync(1)
}

test('asks at once, and again once a moment after the last key', async () => {
  const { typed, preview } = typing()
  await vi.advanceTimersByTimeAsync(1)
  expect(preview.checks.value).toBeUndefined()
  await settle(0, good())
  expect(preview.checks.value).toEqual([check('passed')])
  expect(preview.answer.value?.order.subsidy).toBe('30.00')
  for (const text of ['a', 'ab', 'abc']) await type(typed, text, 200)
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(400)
  expect(await sent[1]!.request.text()).toBe('{"product_name":"abc"}')
  const keys = sent.map(({ request }) => request.headers.get('Idempotency-Key'))
  expect(new Set(keys).size).toBe(2)
  expect(unanswered()).toEqual([])
})

test('a refusal tells its checks, and nothing is foreseen', async () => {
  const { typed, preview } = typing()
  await settle(0, good())
  await type(typed, 'x')
  expect(preview.asking.value).toBe(true)
  await settle(1, refused())
  expect(preview.checks.value).toEqual([check('failed')])
  expect(preview.answer.value).toBeUndefined()
  expect(preview.against.value.map((reason) => reason.code)).toEqual(['invalid-value'])
  expect([preview.asking.value, preview.unanswered.value]).toEqual([false, false])
})

test('only the latest answer counts; the earlier question is given up', async () => {
  const { typed, preview } = typing()
  await type(typed, 'x')
  expect(sent[0]!.request.signal.aborted).toBe(true)
  await settle(1, refused())
  await settle(0, good())
  expect(preview.checks.value).toEqual([check('failed')])
})

test.each([
  ['a lost line', () => sent[1]!.lose()],
  ['a busy server', () => sent[1]!.settle(answer(503, { code: 'overloaded' }))],
  ['a session that is over', () => sent[1]!.settle(answer(401, { code: 'not-logged-in' }))],
])('%s leaves what was said, and says so', async (_, happen) => {
  const { typed, preview } = typing()
  await settle(0, good())
  await type(typed, 'x')
  happen()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(sent).toHaveLength(2)
  expect(preview.checks.value).toEqual([check('passed')])
  expect([preview.asking.value, preview.unanswered.value]).toEqual([false, true])
  await type(typed, 'y')
  await settle(2, refused())
  expect(preview.unanswered.value).toBe(false)
})

test('an answer without checks has nothing to tell', async () => {
  const { preview } = typing()
  await settle(0, answer(201, { id: 9 }))
  expect([preview.checks.value, preview.unanswered.value]).toEqual([[], false])
})

test('nobody is asked after the page is left', async () => {
  const { typed } = typing()
  await type(typed, 'x', 100)
  scope.stop()
  await vi.advanceTimersByTimeAsync(2000)
  expect(sent).toHaveLength(1)
  expect(sent[0]!.request.signal.aborted).toBe(true)
})
