// One request, one effect, even across a reload: the key of an act is stored before it is sent.
// An act is named by its address and its body, so pressing the button again after a reload or a
// lost connection repeats the old request instead of making a second one.
// Passwords, codes, tokens, files and previews never get here; everything else is forgotten when an answer came.

export interface Act {
  key: string
  address: string
  body: string
  person: number
  at: number
}

const prefix = 'zuoquan.act '
const longest_body = 200_000
const a_day = 24 * 3600 * 1000
const secret = /\/(session(\/confirmation)?|me\/.+|persons|disclosures|contact|invitations|invitation-lookups|invitation-acceptances)$/

let person = 0
export function actFor(who: number): void {
  person = who
}

export function fresh(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const place = (act: Pick<Act, 'address' | 'body'>) => `${prefix}${act.address} ${act.body}`

export async function begin(request: Request): Promise<Act> {
  const url = new URL(request.url)
  const act: Act = { key: fresh(), address: url.pathname + url.search, body: '', person, at: Date.now() }
  const is_text = /json|^$/.test(request.headers.get('Content-Type') ?? '')
  if (!is_text || secret.test(url.pathname) || request.headers.has('Preview')) return act
  act.body = await request.clone().text()
  if (act.body.length > longest_body) return act
  const known = stored(place(act))
  if (known && known.person === person) return known
  try {
    localStorage.setItem(place(act), JSON.stringify(act))
  } catch {
    // A full or forbidden storage costs the safety net, not the act.
  }
  return act
}

export function forget(act: Act): void {
  localStorage.removeItem(place(act))
}

function stored(at: string): Act | undefined {
  const text = localStorage.getItem(at)
  if (!text) return undefined
  try {
    return JSON.parse(text) as Act
  } catch {
    localStorage.removeItem(at)
    return undefined
  }
}

// Acts of this person that were sent and never answered; older ones are let go.
export function unanswered(now = Date.now()): Act[] {
  const places = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
  const acts: Act[] = []
  for (const at of places.filter((name) => name.startsWith(prefix))) {
    const act = stored(at)
    if (!act) continue
    if (now - act.at > a_day) localStorage.removeItem(at)
    else if (act.person === person) acts.push(act)
  }
  return acts.sort((a, b) => a.at - b.at)
}

export function forgetAll(): void {
  for (const act of unanswered()) forget(act)
}
