import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import { ProblemError, unreachable, type Problem } from '@/api/problem'
import * as sending from '@/api/upload'
import FilePick from './FilePick.vue'
import { examples } from './FilePick.examples'

await needTexts(['provider'])
const pdf = (name = '合同.pdf') => new File(['%PDF'], name, { type: 'application/pdf' })
const photo = (name: string) => new File(['x'], name, { type: 'image/jpeg' })
async function choose(files: File[], props: object = {}) {
  const shown = mount(FilePick, { props: { ...examples[0]!.props, ...props } })
  const input = shown.find('input')
  Object.defineProperty(input.element, 'files', { value: files, configurable: true })
  await input.trigger('change')
  await flushPromises()
  return shown
}
const stored = (file: File) => ({ digest: file.name, name: file.name, media_type: 'application/pdf' as const, bytes: 1, at: '', pages: 1, scan: 'clean' as const })
const sends = (code?: Problem['code'], status = 422) =>
  vi.spyOn(sending, 'uploadFile').mockImplementation(async (file) => {
    if (code) throw new ProblemError({ ...unreachable, code, status })
    return stored(file)
  })
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('a wrong kind of file does not travel, nor an empty one', async () => {
  const shown = await choose([new File(['x'], '合同.txt', { type: 'text/plain' })])
  expect(shown.text()).toContain('只接受 PDF')
  expect(shown.emitted('stored')).toBeUndefined()
  expect((await choose([new File([], 'a.pdf', { type: 'application/pdf' })])).text()).toContain('文件是空的')
})

test('what was picked is named and can be removed', async () => {
  const shown = mount(FilePick, { props: examples[1]!.props })
  expect(shown.text()).toContain('合同.pdf')
  await shown.find('button').trigger('click')
  expect(shown.emitted('removed')).toHaveLength(1)
})

test('a form that is a workbook takes nothing else', async () => {
  const shown = await choose([pdf()], { types: [sending.sheet_type] })
  expect(shown.find('input').attributes('accept')).toBe(sending.sheet_type)
  expect(shown.text()).toContain('只接受 XLSX')
})

test.each([
  'file-broken', 'file-encrypted', 'file-active', 'file-attachment', 'file-polyglot', 'file-pages', 'file-dimensions', 'file-too-slow',
  'file-infected', 'wrong-media-type', 'too-large', 'out-of-reach',
] as const)('%s is refused with what puts it right', async (code) => {
  sends(code)
  const shown = await choose([pdf()])
  expect(shown.find('.refusal h2').text()).not.toContain(code)
  expect(shown.find('[data-right]').text().length).toBeGreaterThan(10)
})

test('a lost connection leaves a button that goes on', async () => {
  const spy = sends('unreachable', 0)
  const shown = await choose([pdf()])
  spy.mockImplementation(async (file) => stored(file))
  await shown.find('.refusal button').trigger('click')
  await flushPromises()
  expect(shown.emitted('stored')).toHaveLength(1)
  expect(shown.find('.refusal').exists()).toBe(false)
})

test('several files go where several may be, one after the other', async () => {
  sends()
  expect((await choose([pdf('a.pdf'), pdf('b.pdf')], { many: true })).emitted('stored')).toHaveLength(2)
  const one = await choose([pdf('a.pdf'), pdf('b.pdf')])
  expect(one.emitted('stored')).toBeUndefined()
  expect(one.text()).toContain('这里只交一个文件')
})

test('images become one PDF in their order', async () => {
  sends()
  let body: unknown
  vi.stubGlobal('fetch', async (request: Request) => {
    body = await request.json()
    return new Response(JSON.stringify(stored(pdf())), { status: 201, headers: { 'Content-Type': 'application/json' } })
  })
  const shown = await choose([photo('1.jpg'), photo('2.jpg')])
  expect(shown.emitted('stored')).toBeUndefined()
  await shown.find('[aria-label="把 2.jpg 移到前面"]').trigger('click')
  await shown.find('[data-bind]').trigger('click')
  await vi.waitFor(() => expect(shown.emitted('stored')).toHaveLength(1))
  expect(body).toEqual({ name: '服务合同.pdf', files: ['2.jpg', '1.jpg'] })
})

test('one image is a PDF where nothing else is taken', async () => {
  sends()
  expect((await choose([photo('1.jpg')], { types: ['application/pdf'] })).find('[data-images]').exists()).toBe(true)
  expect((await choose([photo('1.jpg')])).emitted('stored')).toHaveLength(1)
})
