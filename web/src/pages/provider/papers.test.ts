import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import { sizeOf, usesOf, type Line } from './papers'
import Uploads from './Uploads.vue'

await needTexts(['provider'])
const line = (file: string, order: number): Line => ({
  paper: { kind: 'invoice', number: '', sealed: false, format: 'pdf', count: 0, characters: 0, file, file_name: 'a.pdf' },
  of: '软件', to: { name: 'provider-order', params: { order } }, act: 'redeem', at: undefined,
})
const file = (digit: string) => ({ digest: digit.repeat(64), media_type: 'application/pdf', bytes: 2048, name: `${digit}.pdf`, at: '2025-07-01T09:00:00+08:00' })

test('a file that was handed in twice for one order is used once', () => {
  const uses = usesOf([line('a', 1), line('a', 1), line('a', 2), line('', 3)])
  expect(uses.get('a')).toHaveLength(2)
  expect(uses.size).toBe(1)
})
test('sizes are told as people write them', () => {
  expect([0, 1023, 1024, 1536, 20_480, 1_258_291, 10_485_760].map(sizeOf)).toEqual(['0 B', '1023 B', '1.0 KB', '1.5 KB', '20 KB', '1.2 MB', '10 MB'])
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
test('uploads are searched a moment after the last key, and the search stands in the address', async () => {
  vi.useFakeTimers()
  const asked: (string | null)[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { searchParams } = new URL(request.url)
    asked.push(searchParams.get('q'))
    const body = searchParams.get('cursor') ? { items: [file('c')] } : { items: [file('a'), file('b')], next: 'x' }
    return new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  const shown = mount(Uploads, { props: { uses: new Map() } })
  await flushPromises()
  expect(shown.findAll('tbody tr')).toHaveLength(2)
  expect(shown.find('a[download]').attributes('href')).toBe(`/api/v1/files/${'a'.repeat(64)}`)
  await shown.find('.pager button').trigger('click')
  await flushPromises()
  expect(shown.findAll('tbody tr')).toHaveLength(3)
  for (const typed of ['发', '发票']) {
    await shown.find('input').setValue(typed)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(asked).toEqual([null, null])
  await vi.advanceTimersByTimeAsync(400)
  await flushPromises()
  expect(asked).toEqual([null, null, '发票'])
  expect(shown.vm.$route.query.q).toBe('发票')
})
