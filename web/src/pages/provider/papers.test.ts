import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import { sizeOf } from './papers'
import Uploads from './Uploads.vue'

await needTexts(['provider'])
const uses = [{ programme: 'beijing-2025', entity: 'order', id: 12 }, { programme: 'beijing-2023', entity: 'product', id: 3 }]
const file = (digit: string) => ({
  digest: digit.repeat(64), media_type: 'application/pdf', bytes: 2048, name: `${digit}.pdf`, at: '2025-07-01T09:00:00+08:00',
  pages: 2, scan: digit === 'a' ? 'clean' : 'not-scanned', uses: digit === 'a' ? uses : [],
})
const answer = (body: object) => new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } })

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
    return answer(body)
  })
  const shown = mount(Uploads)
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

test('a file says what it was used for, whether it was scanned, and shows its pages', async () => {
  vi.stubGlobal('fetch', async () => answer({ items: [file('a'), file('b')] }))
  const shown = mount(Uploads)
  await flushPromises()
  const [used, unused] = shown.findAll('tbody tr')
  expect(used!.findAll('a:not([download])').map((link) => link.attributes('href'))).toEqual(['/beijing-2025/provider/orders/12', '/beijing-2023/provider/applications/3'])
  expect(used!.text()).toMatch(/已查毒.*订单 12.*产品 3/s)
  expect(unused!.text()).toMatch(/未查毒.*尚未使用/s)
  await used!.find('button').trigger('click')
  expect(shown.findAll('.strip img')).toHaveLength(2)
})
