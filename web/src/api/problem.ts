// Every no of the server is a problem (RFC 9457); one more stands for "no answer at all".
import type { components } from './schema'

export type Reason = components['schemas']['Reason']
type Answered = components['schemas']['Problem']
export type Problem = Omit<Answered, 'code'> & {
  code: Answered['code'] | 'unreachable'
  again_at?: number // not before this, of the reader's clock
}

export const unreachable: Problem = {
  type: '/problems/unreachable',
  title: 'unreachable',
  status: 0,
  detail: '',
  code: 'unreachable',
  clauses: [],
  facts: {},
  errors: [],
  reasons: [],
  request_id: '',
}

export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  console.error(error)
  return { ...unreachable, detail: error instanceof Error ? error.message : '' }
}

// The problem that some reading of an answer throws.
export function problemIn(read: () => unknown): Problem | undefined {
  try {
    read()
  } catch (error) {
    return problemOf(error)
  }
  return undefined
}

// What a problem says of one field: by the field's name, or by the last step of its pointer.
export function errorOf(problem: Problem | undefined, field: string): string | undefined {
  return problem?.errors.find((one) => one.field === field || one.pointer.split('/').includes(field))?.detail
}
