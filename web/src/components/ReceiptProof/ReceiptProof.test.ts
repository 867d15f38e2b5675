import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { examples, key, receipt } from './ReceiptProof.examples'
import ReceiptProof from './ReceiptProof.vue'
import { fromBase64, includes, keyOf, leafHash, readCheckpoint, receiptOf, toBase64, verdictOf } from './tree'

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (two) => parseInt(two, 16))
const shown = examples[0]!.props.shown

// The tree of eight leaves that Certificate Transparency's implementations are tried with.
test('proofs of RFC 6962 hold, and their neighbours do not', () => {
  const root = hex('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  const proof = [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ].map(hex)
  const leaf = leafHash('@ABC')
  expect(includes(root, 8, 5, leaf, proof)).toBe(true)
  expect(includes(root, 8, 4, leaf, proof)).toBe(false)
  expect(includes(root, 9, 5, leaf, proof)).toBe(false)
  expect(includes(root, 8, 8, leaf, proof)).toBe(false)
  expect(includes(root, 8, 5, leafHash('forged'), proof)).toBe(false)
  expect(includes(root, 8, 5, leaf, proof.slice(0, 2))).toBe(false)
  expect(includes(root, 8, 5, leaf, [...proof, leaf])).toBe(false)
})

describe('a verdict', () => {
  test('says what does not hold', () => {
    expect(verdictOf(shown, key)).toEqual({ verdict: 'right', size: 7 })
    expect(verdictOf({ ...shown, seq: 5 }, key).verdict).toBe('place')
    expect(verdictOf({ ...shown, leaf: leafHash('forged') }, key).verdict).toBe('place')
    expect(verdictOf({ ...shown, proof: ['x'] }, key).verdict).toBe('place')
    expect(verdictOf({ ...shown, checkpoint: shown.checkpoint.replace('\n7\n', '\n8\n') }, key).verdict).toBe('signature')
    expect(verdictOf({ ...shown, checkpoint: '' }, key).verdict).toBe('signature')
    expect(verdictOf(shown, key.replace('+', '+0')).verdict).toBe('key')
    expect(verdictOf(shown, '').verdict).toBe('key')
  })
  test('is of one log only', () => {
    const other = keyOf(key)!
    expect(readCheckpoint(receipt.checkpoint, other)?.size).toBe(7)
    expect(readCheckpoint(receipt.checkpoint, { ...other, name: 'b.example/x' })).toBeUndefined()
    expect(readCheckpoint(receipt.checkpoint, { ...other, bytes: new Uint8Array(32) })).toBeUndefined()
  })
})

test('base64 is read as it would be written', () => {
  expect(toBase64(fromBase64('AAEC')!)).toBe('AAEC')
  expect(fromBase64('AAE')).toBeUndefined()
  expect(fromBase64('AB==')).toBeUndefined() // loose bits
})

test('a file that is no receipt is none', () => {
  expect(receiptOf(JSON.stringify(receipt))?.seq).toBe(6)
  for (const text of ['', '{}', 'null', JSON.stringify({ ...receipt, seq: 7 }), JSON.stringify({ ...receipt, proof: [1] })])
    expect(receiptOf(text), text).toBeUndefined()
})

test('shows what was found', () => {
  expect(mount(ReceiptProof, { props: examples[0]!.props }).find('[data-proof]').attributes('data-proof')).toBe('right')
  expect(mount(ReceiptProof, { props: examples[1]!.props }).find('[data-proof]').attributes('data-proof')).toBe('place')
})
