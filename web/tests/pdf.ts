// Papers for tests: small, valid, and each of its own, for the server refuses broken files and tells
// papers that were handed in before. Letters are named by their Unicode values, so that a machine
// reads Chinese text without a font.
import { deflateSync } from 'node:zlib'

export interface Sheet {
  lines: string[]
  seal?: boolean // a red ring of 40 mm
}
export interface Made {
  padding?: number // bytes that nobody looks at, for files that travel in pieces
  encrypted?: boolean
}
let made = 0

const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()
const isLatin = (text: string) => /^[ -~]*$/.test(text)
const written = (line: string) => (isLatin(line) ? `/F1 12 Tf (${line.replace(/([\\()])/g, '\\$1')}) Tj` : `/F2 12 Tf <${hex(line)}> Tj`)

// Four curves make a ring.
function ring(x: number, y: number, radius: number): string {
  const k = radius * 0.5523
  const to = (...at: number[]) => at.map((one) => one.toFixed(2)).join(' ')
  return [
    '0.85 0.1 0.1 RG 3 w',
    `${to(x + radius, y)} m`,
    `${to(x + radius, y + k, x + k, y + radius, x, y + radius)} c`,
    `${to(x - k, y + radius, x - radius, y + k, x - radius, y)} c`,
    `${to(x - radius, y - k, x - k, y - radius, x, y - radius)} c`,
    `${to(x + k, y - radius, x + radius, y - k, x + radius, y)} c s`,
  ].join('\n')
}
function drawn({ lines, seal }: Sheet): string {
  const text = lines.map((line, index) => `BT 60 ${760 - 24 * index} Td ${written(line)} ET`)
  return [...text, ...(seal ? [ring(430, 180, 56)] : [])].join('\n')
}
// The value of a letter is its name.
function names(sheets: Sheet[]): string {
  const letters = [...new Set(sheets.flatMap(({ lines }) => lines.filter((line) => !isLatin(line)).flatMap((line) => [...line])))]
  const rows = [...letters, ' '].map((letter) => `<${hex(letter)}> <${hex(letter)}>`)
  const blocks = []
  for (let at = 0; at < rows.length; at += 100) {
    const block = rows.slice(at, at + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Names def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`
}
const stream = (text: string) => `<</Length ${Buffer.byteLength(text)}>>\nstream\n${text}\nendstream`

export function pdf(sheets: Sheet[], { padding = 0, encrypted = false }: Made = {}): Buffer {
  const first_page = 7
  const pages = sheets.map((_, index) => `${first_page + 2 * index} 0 R`)
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${sheets.length}/Kids[${pages.join(' ')}]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>',
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>',
    stream(names(sheets)),
    ...sheets.flatMap((sheet, index) => [
      `<</Type/Page/Parent 2 0 R/Contents ${first_page + 2 * index + 1} 0 R>>`,
      stream(drawn(sheet)),
    ]),
    ...(padding ? [stream('0'.repeat(padding))] : []),
    ...(encrypted ? [`<</Filter/Standard/V 1/R 2/P -4/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})>>`] : []),
  ]
  const id = `<${hex(`${process.pid} ${Date.now()} ${made++} ${Math.random()}`)}>`
  let text = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = Buffer.byteLength(text)
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const locked = encrypted ? `/Encrypt ${objects.length} 0 R` : ''
  const start = Buffer.byteLength(text)
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R/ID[${id}${id}]${locked}>>\n`
  return Buffer.from(`${text}startxref\n${start}\n%%EOF\n`)
}

export const pdfFile = (name: string, sheets: Sheet[] = [{ lines: [name] }], more: Made = {}) => ({ name, mimeType: 'application/pdf', buffer: pdf(sheets, more) })

// ---- a photograph: one colour, and a size

const table = Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})
const crc = (bytes: Buffer) => (bytes.reduce((value, byte) => table[(value ^ byte) & 255]! ^ (value >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
export function photo(name: string, colour: [number, number, number], width = 300, height = 420) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => colour).flat())])
  const bytes = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const buffer = Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', bytes), chunk('IEND', Buffer.alloc(0))])
  return { name, mimeType: 'image/png', buffer }
}
