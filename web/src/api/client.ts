// The one way to the server: the client generated from api/openapi.yaml.
// Everything that must happen to every request happens in `send`: the idempotency key, a wait when
// the server is busy, a login in between when the session is over, the password once more before a
// grave act, a purpose before papers that belong to no case of one's own. Pages only call and show.
import createClient from 'openapi-fetch'
import { shallowReactive } from 'vue'
import * as keys from './keys'
import { ProblemError, unreachable, type Problem } from './problem'
import type { components, paths } from './schema'

export type Schema = components['schemas']

// The key is added below, so no caller has to name it.
type WithoutKey<Header> = Partial<Header>
type Loosened<Paths> = {
  [P in keyof Paths]: {
    [M in keyof Paths[P]]: Paths[P][M] extends { parameters: infer Q }
      ? Omit<Paths[P][M], 'parameters'> & {
          parameters: Q extends { header: infer Header }
            ? Omit<Q, 'header'> & { header?: WithoutKey<Header> }
            : Q
        }
      : Paths[P][M]
  }
}

// What the pages show about the way to the server.
export const line = shallowReactive({ waiting_seconds: 0, unreachable: false })

// What the server wants of the person before it takes the request, and who sees to it. The request
// is sent again, with its key, when that says yes.
type Wanted = 'not-logged-in' | 'confirmation-needed' | 'second-factor-needed' | 'password-expired' | 'purpose-needed'
type Seeing = (problem: Problem) => Promise<boolean>
const seen_to = new Map<string, Seeing>()
export function onWanted(what: Wanted, see_to: Seeing): void {
  seen_to.set(what, see_to)
}

let language = 'zh'
export function speak(locale: string): void {
  language = locale
}

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000))

// Whether somebody is without a session is for the session to know, which asks so itself.
const asks_who = /\/(session|api\/v1\/me)$/

async function wantedBy(request: Request, answer: Response): Promise<(() => Promise<boolean>) | undefined> {
  if (answer.status !== 401 && answer.status !== 403) return undefined
  if (asks_who.test(new URL(request.url).pathname)) return undefined
  const problem = (await answer.clone().json().catch(() => undefined)) as Problem | undefined
  const see_to = seen_to.get(problem?.code ?? '')
  return see_to && problem ? () => see_to(problem) : undefined
}

async function waitOut(answer: Response): Promise<void> {
  const seconds = Math.min(30, Math.max(1, Number(answer.headers.get('Retry-After') ?? 2)))
  for (line.waiting_seconds = seconds; line.waiting_seconds > 0; line.waiting_seconds--) await pause(1)
}

async function attempt(request: Request): Promise<Response> {
  const again = 4
  for (let tried = 1; ; tried++) {
    let answer: Response
    try {
      answer = await fetch(request.clone())
    } catch {
      if (request.signal.aborted) throw request.signal.reason
      line.unreachable = true
      // Safe to repeat: a GET changes nothing, and a POST carries its key.
      if (tried === again) throw new ProblemError(unreachable)
      await pause(tried)
      continue
    }
    line.unreachable = false
    const see_to = await wantedBy(request, answer)
    if (see_to) {
      if (await see_to()) continue
      return answer
    }
    if (answer.status !== 503 || !answer.headers.has('Retry-After') || tried === again) return answer
    await waitOut(answer)
  }
}

function speaking(request: Request): Request {
  request.headers.set('Accept-Language', language === 'zh' ? 'zh-CN' : 'en')
  return request
}

// What is asked while somebody types: once, without waiting for anything and without a login.
export function sendOnce(request: Request): Promise<Response> {
  request.headers.set('Idempotency-Key', keys.fresh())
  return fetch(speaking(request))
}

export async function send(request: Request): Promise<Response> {
  speaking(request)
  if (request.method !== 'POST') return attempt(request)
  // A preview changes nothing, so there is nothing to repeat after a reload.
  if (request.headers.has('Preview')) {
    request.headers.set('Idempotency-Key', keys.fresh())
    return attempt(request)
  }
  const act = await keys.begin(request)
  request.headers.set('Idempotency-Key', act.key)
  const answer = await attempt(request)
  if (answer.status !== 503) keys.forget(act)
  return answer
}

export const api = createClient<Loosened<paths>>({
  baseUrl: window.location.origin,
  fetch: send,
  querySerializer: { array: { style: 'form', explode: false } }, // status=placed,accepted
})

// An answer or its problem: `const order = must(await api.GET(…))`.
export function must<T>(answered: { data?: T; error?: unknown; response: Response }): T {
  if (answered.error !== undefined) throw new ProblemError(asProblem(answered.error, answered.response))
  return answered.data as T
}

function asProblem(error: unknown, response: Response): Problem {
  const again_in = response.status === 429 ? Number(response.headers.get('Retry-After')) : 0
  const again_at = again_in > 0 ? Date.now() + again_in * 1000 : undefined
  if (typeof error === 'object' && error !== null && 'code' in error) return { ...(error as Problem), again_at }
  return { ...unreachable, status: response.status }
}
