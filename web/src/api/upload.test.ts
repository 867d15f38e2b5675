// The server of this test keeps what it was sent; the line to it breaks where a test says so.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProblemError, unreachable } from './problem'
import { piece_bytes, sheet_type, typeOf, typesOf, uploadFile, type Far } from './upload'

interface Sent { method: string; address: string; headers: Record<string, string>; body: Blob | string }
type Answer = { status: number; body: unknown } | 'broken'
let answering: (sent: Sent) => Answer
let log: string[] = []

class Line {
  upload: { onprogress?: (event: { loaded: number }) => void } = {}
  onload?: () => void
  onerror?: () => void
  status = 0
  response: unknown
  responseType = ''
  private sent: Sent = { method: '', address: '', headers: {}, body: '' }
  open(method: string, address: string) {
    Object.assign(this.sent, { method, address })
  }
  setRequestHeader(name: string, value: string) {
    this.sent.headers[name] = value
  }
  send(body: Blob | string) {
    this.sent.body = body
    log.push(`${this.sent.method} ${this.sent.address.replace('/api/v1', '')} ${this.sent.headers['Upload-Offset'] ?? ''}`.trim())
    this.upload.onprogress?.({ loaded: typeof body === 'string' ? body.length : body.size })
    const answer = answering(this.sent)
    queueMicrotask(() => {
      if (answer === 'broken') return this.onerror?.()
      Object.assign(this, { status: answer.status, response: answer.body })
      this.onload?.()
    })
  }
}

const size = 2 * piece_bytes + 10
const photo = () => new File([new Uint8Array(size)], '合同.pdf', { type: 'application/pdf', lastModified: 7 })
const stored = { digest: 'ab'.repeat(32), name: '合同.pdf' }
let offset = 0
const upload = () => ({ upload: 'u1', name: '合同.pdf', media_type: 'application/pdf', bytes: size, offset, ...(offset === size ? { file: stored } : {}) })
function take({ method, headers, body }: Sent): Answer {
  if (method === 'POST') return { status: 201, body: upload() }
  if (Number(headers['Upload-Offset']) !== offset) return { status: 409, body: { ...unreachable, code: 'offset-wrong', status: 409 } }
  offset += (body as Blob).size
  return { status: 200, body: upload() }
}
async function run(file: File, tell: (far: Far) => void = () => {}) {
  const sending = uploadFile(file, tell).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(90_000)
  return sending
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('XMLHttpRequest', Line)
  vi.stubGlobal('fetch', async (request: Request) => {
    log.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`)
    return new Response(JSON.stringify(upload()), { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  localStorage.clear()
  offset = 0
  log = []
  answering = take
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a small file travels whole, and again with the same key when the line broke', async () => {
  const keys: (string | undefined)[] = []
  answering = ({ headers }) => (keys.push(headers['Idempotency-Key']) < 3 ? 'broken' : { status: 201, body: stored })
  const seen: boolean[] = []
  expect(await run(new File(['x'], 'a.pdf', { type: 'application/pdf' }), (far) => seen.push(far.waiting))).toEqual(stored)
  expect(new Set(keys).size).toBe(1)
  expect(seen).toContain(true)
})

test('a large file travels in pieces', async () => {
  const shares: number[] = []
  expect(await run(photo(), (far) => shares.push(far.share))).toEqual(stored)
  expect(log).toEqual(['POST /uploads', 'PATCH /uploads/u1 0', `PATCH /uploads/u1 ${piece_bytes}`, `PATCH /uploads/u1 ${2 * piece_bytes}`])
  expect(shares.at(-1)).toBe(1)
  expect(localStorage).toHaveLength(0)
})

test('after a break it asks how far it came, and goes on there', async () => {
  let broken = 0
  answering = (sent) => {
    const answer = take(sent)
    return sent.headers['Upload-Offset'] === String(piece_bytes) && broken++ === 0 ? 'broken' : answer // the answer was lost
  }
  expect(await run(photo())).toEqual(stored)
  expect(log).toEqual(['POST /uploads', 'PATCH /uploads/u1 0', `PATCH /uploads/u1 ${piece_bytes}`, 'GET /uploads/u1', `PATCH /uploads/u1 ${2 * piece_bytes}`])
})

test('the same file goes on after the page was left', async () => {
  answering = (sent) => (sent.headers['Upload-Offset'] === String(piece_bytes) ? 'broken' : take(sent))
  const lost = await run(photo())
  expect(lost).toBeInstanceOf(ProblemError)
  expect((lost as ProblemError).problem.code).toBe('unreachable')
  answering = take
  log = []
  expect(await run(photo())).toEqual(stored)
  expect(log).toEqual(['GET /uploads/u1', `PATCH /uploads/u1 ${piece_bytes}`, `PATCH /uploads/u1 ${2 * piece_bytes}`])
})

test('what is turned away is told at once and forgotten', async () => {
  const refused = { ...unreachable, status: 422, code: 'file-encrypted' as const }
  answering = (sent) => (sent.headers['Upload-Offset'] === String(2 * piece_bytes) ? { status: 422, body: refused } : take(sent))
  const error = (await run(photo())) as ProblemError
  expect(error.problem.code).toBe('file-encrypted')
  expect(log).toHaveLength(4)
  expect(localStorage).toHaveLength(0)
})

test('a paper takes the formats of its row', () => {
  expect(typesOf(['xls', 'xlsx'])).toEqual([sheet_type])
  expect(typesOf([])).toContain('image/jpeg')
  expect(typesOf(['jpg', 'jpeg'])).toEqual(['image/jpeg'])
  expect(typeOf(new File(['x'], '申请表.XLSX'))).toBe(sheet_type)
})
