// The words are complete: both languages have the same keys, every vocabulary of the API has its
// terms, and no template or script says anything to people by itself.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@vue/compiler-sfc'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'

const here = import.meta.dirname
const source = join(here, '..')
const groups = readdirSync(join(here, 'zh'))
const read = (locale: string, group: string) => JSON.parse(readFileSync(join(here, locale, group), 'utf8')) as object

function keysOf(texts: object, at = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value as object, `${at}${key}.`) : [`${at}${key}`],
  )
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
const files = filesBelow(source).filter((path) => !/\.(test|examples)\.ts$|schema\.d\.ts$|\/texts\//.test(path))

describe('both languages', () => {
  test.each(groups)('%s has the same keys', (group) => {
    expect(keysOf(read('en', group)).sort()).toEqual(keysOf(read('zh', group)).sort())
  })
  test.each(groups)('%s leaves no text empty', (group) => {
    const empty = (texts: object): boolean =>
      Object.values(texts).some((value) => (typeof value === 'string' ? !value.trim() : empty(value as object)))
    expect(empty(read('zh', group)) || empty(read('en', group))).toBe(false)
  })
})

// ---- vocabularies
const vocabularies: Record<string, string> = {
  SizeClass: 'size',
  Role: 'role',
  OrderStatus: 'order-status',
  ProductStatus: 'product-status',
  BatchStatus: 'batch-status',
  DeadlineKind: 'deadline',
  Verdict: 'verdict',
  RefundKind: 'refund',
  VoidGround: 'void-ground',
  Code: 'refusal',
  FileType: 'file-format',
  Seen: 'seen',
  Purpose: 'purpose',
  Case: 'case',
  Language: 'language',
  LetterGroup: 'letter-group',
}
type Schemas = Record<string, { enum?: string[]; properties?: Record<string, { items?: { properties?: Record<string, { enum?: string[] }> } }> }>
const api = load(readFileSync(join(source, '../../api/openapi.yaml'), 'utf8')) as { components: { schemas: Schemas } }
const terms = read('zh', 'terms.json') as Record<string, Record<string, string>>

describe('vocabularies of the API', () => {
  const named = Object.entries(api.components.schemas).filter(([, schema]) => schema.enum)
  test.each(named)('%s has its terms', (name, schema) => {
    expect(Object.keys(vocabularies)).toContain(name)
    expect(schema.enum!.filter((value) => !(terms[vocabularies[name]!] ?? {})[value])).toEqual([])
  })
  test('so have the queues', () => {
    const queues = api.components.schemas.Work!.properties!.queues!.items!.properties!.name!.enum!
    expect(queues.filter((name) => !terms.queue![name])).toEqual([])
  })
})

// ---- templates and scripts
interface Node {
  type: number
  content?: unknown
  children?: Node[]
  branches?: Node[]
  props?: { type: number; name: string; value?: { content: string } }[]
}
const text_node = 2
const plain_attribute = 6
const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'empty', 'hint']
const words = /[\p{L}]{2,}|\p{Script=Han}/u

function literals(node: Node): string[] {
  const said: string[] = []
  if (node.type === text_node && words.test(String(node.content))) said.push(String(node.content).trim())
  for (const prop of node.props ?? []) {
    if (prop.type !== plain_attribute || !spoken.includes(prop.name)) continue
    if (words.test(prop.value?.content ?? '')) said.push(prop.value!.content)
  }
  return said.concat(...(node.children ?? []).map(literals))
}

const without_comments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|\s)\/\/.*$/gm, '')

describe('what people read comes from the texts', () => {
  const pages = files.filter((path) => path.endsWith('.vue')).map((path) => path.slice(source.length + 1))
  test.each(pages)('%s', (path) => {
    const { descriptor } = parse(readFileSync(join(source, path), 'utf8'))
    expect(literals(descriptor.template!.ast as unknown as Node)).toEqual([])
  })
  test('no code holds Chinese', () => {
    const holding = files.filter((path) => /\.(vue|ts)$/.test(path) && /\p{Script=Han}/u.test(without_comments(readFileSync(path, 'utf8'))))
    expect(holding.map((path) => path.slice(source.length + 1))).toEqual([])
  })
})

// ---- keys that are asked for
describe('every key that code names', () => {
  const known = new Set(groups.flatMap((group) => keysOf(read('zh', group), `${group.replace('.json', '')}.`)))
  const begins = new Set([...known].flatMap((key) => key.split('.').map((_, index, all) => all.slice(0, index + 1).join('.'))))
  const names = groups.map((group) => group.replace('.json', '')).join('|')
  const asked = new RegExp(`['"\`]((?:${names})(?:\\.[\\w-]+)+)['"\`]`, 'g')
  test.each(files.filter((path) => /\.(vue|ts)$/.test(path)).map((path) => path.slice(source.length + 1)))('%s', (path) => {
    const code = without_comments(readFileSync(join(source, path), 'utf8'))
    const missing = [...code.matchAll(asked)].map((match) => match[1]!).filter((key) => !begins.has(key))
    expect(missing).toEqual([])
  })
})
