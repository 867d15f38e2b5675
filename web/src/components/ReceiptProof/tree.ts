// What a receipt promises, computed again on this machine: the Merkle tree of RFC 6962 and RFC 9162,
// and checkpoints as C2SP's signed-note and tlog-checkpoint have them. Every function that checks
// answers whether it holds, and says nothing where the text is not even well formed: then it does not.
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
    return toBase64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

const same = (one: Uint8Array, other: Uint8Array) => one.length === other.length && one.every((byte, at) => byte === other[at])
export const leafHash = (text: string) => sha256(concatBytes(Uint8Array.of(0), utf8ToBytes(text)))
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(concatBytes(Uint8Array.of(1), left, right))

// RFC 9162, 2.1.3.2. Sizes of logs are far below what a number holds exactly.
export function includes(root: Uint8Array, size: number, index: number, leaf: Uint8Array, proof: Uint8Array[]): boolean {
  if (!Number.isSafeInteger(size) || !(index >= 0 && index < size)) return false
  let at = index
  let last = size - 1
  let found = leaf
  const halve = () => {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  for (const step of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      found = nodeHash(step, found)
      while (at % 2 === 0 && at > 0) halve()
    } else {
      found = nodeHash(found, step)
    }
    halve()
  }
  return last === 0 && same(found, root)
}

export interface VerifierKey {
  name: string
  hash: Uint8Array
  bytes: Uint8Array
}
// NAME+HASH+BASE64; its hash guards against typing errors.
export function keyOf(text: string): VerifierKey | undefined {
  const [name, hash, ...rest] = text.trim().split('+')
  const bytes = fromBase64(rest.join('+'))
  if (!name || !hash || !bytes || bytes.length !== 33 || bytes[0] !== 1) return undefined
  const digest = sha256(concatBytes(utf8ToBytes(`${name}\n`), bytes)).slice(0, 4)
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex === hash ? { name, hash: digest, bytes: bytes.slice(1) } : undefined
}

export interface Stated {
  size: number
  root: Uint8Array
}
// What the log had come to, when this key has signed it.
export function readCheckpoint(note: string, key: VerifierKey): Stated | undefined {
  const end = note.indexOf('\n\n')
  if (end < 0) return undefined
  const body = note.slice(0, end + 1)
  const [name, size, root] = body.split('\n')
  const bytes = fromBase64(root ?? '')
  if (name !== key.name || !/^(0|[1-9]\d*)$/.test(size ?? '') || bytes?.length !== 32) return undefined
  for (const line of note.slice(end + 2).split('\n')) {
    const [mark, signer, text] = line.split(' ')
    const signature = mark === '\u2014' && signer === key.name ? fromBase64(text ?? '') : undefined
    if (signature?.length !== 68 || !same(signature.slice(0, 4), key.hash)) continue
    if (signed(signature.slice(4), body, key.bytes)) return { size: Number(size), root: bytes }
  }
  return undefined
}
function signed(signature: Uint8Array, body: string, key: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, utf8ToBytes(body), key, { zip215: false })
  } catch {
    return false
  }
}

export interface Shown {
  seq: number
  leaf: Uint8Array
  proof: string[]
  checkpoint: string
}
export type Verdict = 'right' | 'key' | 'signature' | 'place'
// The first thing that does not hold, in the order in which a verifier looks.
export function verdictOf(shown: Shown, key_text: string): { verdict: Verdict; size?: number } {
  const key = keyOf(key_text)
  if (!key) return { verdict: 'key' }
  const stated = readCheckpoint(shown.checkpoint, key)
  if (!stated) return { verdict: 'signature' }
  const proof = shown.proof.map(fromBase64)
  const whole = proof.every((hash): hash is Uint8Array => hash?.length === 32)
  const holds = whole && includes(stated.root, stated.size, shown.seq - 1, shown.leaf, proof as Uint8Array[])
  return { verdict: holds ? 'right' : 'place', size: stated.size }
}

export interface Receipt {
  log: string
  seq: number
  event: string
  proof: string[]
  checkpoint: string
}
// A receipt as the server gave it, from a file; nothing when it is none.
export function receiptOf(text: string): Receipt | undefined {
  try {
    const read = JSON.parse(text) as Receipt
    const event = JSON.parse(read.event) as { seq?: unknown }
    const whole = typeof read.checkpoint === 'string' && typeof read.log === 'string' && Array.isArray(read.proof)
    return whole && read.proof.every((one) => typeof one === 'string') && event.seq === read.seq ? read : undefined
  } catch {
    return undefined
  }
}
