// Somebody who is logged in, and a server that answers, for tests.
import { config } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Schema } from '@/api/client'
import { useSession } from './session'

type Me = Schema['Me']
export function meWith(safety: Partial<Me['safety']> = {}, more: Partial<Me> = {}): Me {
  const acting_as = { id: 3, organisation: 2, organisation_name: 'Jingcheng', role: 'enterprise-owner' as const }
  return {
    person: 27,
    name: 'Wang',
    acting_as,
    memberships: [acting_as],
    safety: { logins: ['wang'], second_factor: false, second_factor_needed: false, fresh_until: '2026-11-22T20:00:00+08:00', ...safety },
    ...more,
  }
}

// A session of one's own: of nobody, or of this one.
export function being(me?: Me) {
  const pinia = createPinia()
  config.global.plugins[1] = pinia
  setActivePinia(pinia)
  const session = useSession()
  session.become(me)
  return session
}

// Answers of a server, by method and path; what was sent is kept.
export interface Sent {
  path: string
  key: string | null
  body: unknown
}
type Answer = (body: Record<string, string>) => [status: number, body?: unknown]
export function serving(routes: Record<string, Answer>, sent: Sent[] = []) {
  return async (request: Request): Promise<Response> => {
    const path = `${request.method} ${new URL(request.url).pathname.replace('/api/v1/', '')}`
    const text = await request.text()
    const body = text ? (JSON.parse(text) as Record<string, string>) : {}
    sent.push({ path, key: request.headers.get('Idempotency-Key'), body })
    const [status, answer] = routes[path]?.(body) ?? [404, no('unknown-object')]
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    return new Response(answer === undefined ? null : JSON.stringify(answer), { status, headers: { 'Content-Type': type } })
  }
}
export const no = (code: string, errors: { pointer: string; detail: string }[] = []) => ({
  type: '', title: code, status: 0, detail: '', code, clauses: [], facts: {}, errors, reasons: [], request_id: '',
})
