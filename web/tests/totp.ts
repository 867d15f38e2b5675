// The authenticator of a test (RFC 6238). The server takes a code once, and the ones of the step before
// and after, too; so each code is of a later step than the last, and only the fourth has to wait.
import { createHmac } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const step_ms = 30_000

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)))
}

export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const at = mac[19]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export class Authenticator {
  private last = 0
  constructor(private readonly secret: string) {}

  async next(): Promise<string> {
    const now = () => Math.floor(Date.now() / step_ms)
    const step = Math.max(now() - 1, this.last + 1)
    while (now() + 1 < step) await new Promise((done) => setTimeout(done, 500))
    this.last = step
    return codeOf(this.secret, step)
  }
}
