import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import RecallNotice from './RecallNotice.vue'
import ReviewClock from './ReviewClock.vue'

await needTexts(['agency', 'provider'])
afterEach(() => vi.unstubAllGlobals())

test.each([
  [3, '还剩 3 个工作日', ''],
  [2, '还剩 2 个工作日', 'wait'],
  [1, '还剩 1 个工作日', 'wait'],
  [0, '今天是最后一天', 'wait'],
  [-1, '已超期 1 个工作日', 'bad'],
  [-12, '已超期 12 个工作日', 'bad'],
])('with %i working days it says %s', (left, words, tone) => {
  const shown = mount(ReviewClock, { props: { left, by: '2023-09-22T23:59:59+08:00' } }).find('strong')
  expect(shown.text()).toBe(words)
  expect(shown.attributes('class') ?? '').toBe(tone)
})

test('without working days it counts the hours', () => {
  expect(mount(ReviewClock, { props: { by: '2023-09-22T23:59:59+08:00' } }).find('[data-clock]').exists()).toBe(false)
})

test('a reviewer begins, and the provider can no longer take it back', async () => {
  const sent: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(new URL(request.url).pathname)
    return new Response(JSON.stringify({ order: { id: 12 } }), { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  const shown = mount(RecallNotice, { props: { order: 12 } })
  expect(shown.text()).toContain('仍可以撤回')
  await shown.find('button').trigger('click')
  await flushPromises()
  expect(sent[0]).toMatch(/\/orders\/12\/review-opening$/)
  expect(shown.emitted('done')).toHaveLength(1)
})
