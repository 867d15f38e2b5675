// Uploads a paper, over whatever line there is. A small file travels whole; a larger one in pieces,
// and goes on where it broke: after a lost connection, a restart of the server, or a reload of the
// page, when the same file (name, size, time) is chosen again.
// XMLHttpRequest, because fetch tells nothing about the progress of a request; the addresses and
// the answers are those of the generated schema all the same.
import { api, must, type Schema } from './client'
import { fresh } from './keys'
import { ProblemError, problemOf, unreachable, type Problem } from './problem'
import type { paths } from './schema'

type StoredFile = Schema['StoredFile']
type Upload = Schema['Upload']
// How far a file has come; `waiting`: the line is broken, and it is tried again.
export interface Far {
  share: number
  waiting: boolean
}
type Tell = (far: Far) => void

const whole: keyof paths = '/api/v1/files'
const in_pieces: keyof paths = '/api/v1/uploads'
export const largest_file = 20 * 1024 * 1024
export const piece_bytes = 512 * 1024
const most_tries = 9 // of one piece: about a minute
const few_tries = 3 // where the server is there and only its store is not
const longest_pause = 8

// ---- kinds of files
export const sheet_type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const type_of: Record<string, string> = {
  pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', xlsx: sheet_type,
}
export const image_types = ['image/png', 'image/jpeg']
export const taken_types = ['application/pdf', ...image_types]

// What a paper takes, by the formats of its row; none named: what most papers are.
export function typesOf(formats: string[]): string[] {
  const types = formats.map((format) => type_of[format.toLowerCase()]).filter((type) => type !== undefined)
  return types.length ? [...new Set(types)] : taken_types
}
// A machine without a spreadsheet program does not know what .xlsx is; the name does.
export const typeOf = (file: File): string => file.type || (type_of[/\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''] ?? '')

// ---- one request
interface Request {
  method: 'POST' | 'PATCH'
  address: string
  headers: Record<string, string>
  body: Blob | string
  progress?: (bytes: number) => void
}
async function ask<T>(wanted: Request, logged_in = false): Promise<T> {
  const { status, body } = await sent(wanted)
  if (status >= 200 && status < 300) return body as T
  const problem = (body as Problem | null)?.code ? (body as Problem) : { ...unreachable, status }
  // The client asks for the login, and what was sent in vain is sent again.
  if (problem.code === 'not-logged-in' && !logged_in) {
    must(await api.GET('/api/v1/files', { params: { query: { limit: 1 } } }))
    return ask(wanted, true)
  }
  throw new ProblemError(problem)
}
function sent({ method, address, headers, body, progress }: Request): Promise<{ status: number; body: unknown }> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open(method, address)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = (event) => progress?.(event.loaded)
    request.onerror = () => failed(new ProblemError(unreachable))
    request.onload = () => done({ status: request.status, body: request.response as unknown })
    request.send(body)
  })
}

// ---- trying again
const passing = (problem: Problem): boolean =>
  problem.code === 'unreachable' || problem.code === 'offset-wrong' || [502, 503, 504].includes(problem.status)

// A moment, or until the browser says that it is back on the line.
function pause(seconds: number): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      done()
    }
    const timer = setTimeout(end, seconds * 1000)
    window.addEventListener('online', end)
  })
}
async function keepAt<T>(act: () => Promise<T>, far: Far, tell: Tell): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      const got = await act()
      far.waiting = false
      return got
    } catch (error) {
      const problem = problemOf(error)
      if (!passing(problem) || tried === (problem.code === 'out-of-reach' ? few_tries : most_tries)) throw error
      far.waiting = true
      tell({ ...far })
      await pause(Math.min(longest_pause, 2 ** (tried - 1)))
    }
  }
}

// ---- whole
async function sendWhole(file: File, tell: Tell): Promise<StoredFile> {
  const far: Far = { share: 0, waiting: false }
  const wanted: Request = {
    method: 'POST',
    address: `${whole}?name=${encodeURIComponent(file.name)}`,
    headers: { 'Content-Type': typeOf(file), 'Idempotency-Key': fresh() }, // sent twice, it is stored once
    body: file,
    progress: (bytes) => tell(Object.assign(far, { share: bytes / file.size, waiting: false })),
  }
  return keepAt(() => ask<StoredFile>(wanted), far, tell)
}

// ---- in pieces
const prefix = 'zuoquan.upload '
const a_day = 24 * 3600 * 1000
const place = (file: File) => `${prefix}${file.name} ${file.size} ${file.lastModified}`

function remember(file: File, upload: string): void {
  try {
    localStorage.setItem(place(file), JSON.stringify({ upload, at: Date.now() }))
  } catch {
    // A full or forbidden storage costs going on after a reload, not the upload.
  }
}
const forget = (file: File) => localStorage.removeItem(place(file))
// What the server has forgotten by now is forgotten here, too.
function remembered(file: File): string | undefined {
  const places = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
  for (const at of places.filter((name) => name.startsWith(prefix))) {
    const { at: since } = JSON.parse(localStorage.getItem(at) ?? '{}') as { at?: number }
    if (!since || Date.now() - since > a_day) localStorage.removeItem(at)
  }
  const text = localStorage.getItem(place(file))
  return text ? (JSON.parse(text) as { upload: string }).upload : undefined
}

const show = async (upload: string): Promise<Upload> =>
  must(await api.GET('/api/v1/uploads/{upload}', { params: { path: { upload } } }))
async function known(file: File): Promise<Upload | undefined> {
  const upload = remembered(file)
  if (!upload) return undefined
  const { data, response } = await api.GET('/api/v1/uploads/{upload}', { params: { path: { upload } } })
  if (!data && response.status === 404) forget(file)
  return data
}
function begin(file: File): Promise<Upload> {
  return ask({
    method: 'POST',
    address: in_pieces,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': fresh() },
    body: JSON.stringify({ name: file.name, media_type: typeOf(file), bytes: file.size }),
  })
}
async function sendPieces(file: File, tell: Tell): Promise<StoredFile> {
  const far: Far = { share: 0, waiting: false }
  let upload = await keepAt(async () => (await known(file)) ?? (await begin(file)), far, tell)
  remember(file, upload.upload)
  let is_sure = true // of how far it has come
  const next = async (): Promise<Upload> => {
    if (!is_sure) upload = await show(upload.upload)
    is_sure = false
    if (!upload.file) {
      const from = upload.offset
      upload = await ask<Upload>({
        method: 'PATCH',
        address: `${in_pieces}/${upload.upload}`,
        headers: { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(from) },
        body: file.slice(from, from + piece_bytes),
        progress: (bytes) => tell(Object.assign(far, { share: Math.min(1, (from + bytes) / file.size), waiting: false })),
      })
    }
    is_sure = true
    return upload
  }
  while (!upload.file) {
    far.share = upload.offset / file.size
    tell({ ...far })
    upload = await keepAt(next, far, tell)
  }
  forget(file)
  return upload.file
}

export async function uploadFile(file: File, tell: Tell): Promise<StoredFile> {
  if (file.size <= piece_bytes) return sendWhole(file, tell)
  try {
    return await sendPieces(file, tell)
  } catch (error) {
    const { status, code } = problemOf(error)
    if (code === 'unreachable' || status >= 500 || status === 401 || status === 429) throw error
    // Turned away, or forgotten by the server: an upload that is gone with its file. Where only the
    // answer was lost, sending it anew tells the reason.
    forget(file)
    if (status !== 404) throw error
    return sendPieces(file, tell)
  }
}
