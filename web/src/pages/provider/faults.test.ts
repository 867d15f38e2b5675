import { expect, test } from 'vitest'
import { i18n, needTexts } from '@/app/i18n'
import { unreachable, type Problem } from '@/api/problem'
import { faultOf, faultsOf, fieldError, isMissing } from './faults'

await needTexts(['provider'])
const { t, te } = i18n.global as unknown as { t: (key: string) => string; te: (key: string) => boolean }
const problem = (code: Problem['code'], facts: Problem['facts'], errors: Problem['errors']): Problem => ({
  ...unreachable, status: 422, code, facts, errors, reasons: [{ code: code as never, clauses: ['B25-238'], facts }],
})

test('a fault of a field is told in words, and not as a fact above', () => {
  const found = faultsOf(problem('form-invalid', { introduction: 'at most 300 characters' }, [{ pointer: '/form/introduction', detail: 'form-invalid', field: 'introduction' }]), t, te)
  expect(found.fields).toEqual({ introduction: '最多 300 字' })
  expect(found.problem.reasons[0]!.facts).toEqual({})
})

test('a fact that has the name of a field stays a fact', () => {
  const dated = problem('contract-before-order', { signed_on: '2025-01-02' }, [{ pointer: '/signed_on', detail: 'contract-before-order', field: 'signed_on' }])
  expect(fieldError(dated, 'signed_on', t, te)).toBe('合同早于下单')
  expect(faultsOf(dated, t, te).problem.reasons[0]!.facts).toEqual({ signed_on: '2025-01-02' })
})

test('what a check says of a field is told in the same words', () => {
  const reasons = [{ code: 'form-invalid' as const, clauses: ['B25-238'], facts: { right: 'at most 300 characters' } }]
  const check = { about: 'form' as const, key: 'introduction', state: 'failed' as const, clauses: [], facts: {}, reasons, flags: [], files: [] }
  expect(faultOf(check, t)).toBe('最多 300 字')
  expect(faultOf({ ...check, reasons: [] }, t)).toBeUndefined()
  expect(isMissing(check)).toBe(false)
  expect(isMissing({ ...check, reasons: [{ ...reasons[0]!, facts: { right: 'required' } }] })).toBe(true)
})
