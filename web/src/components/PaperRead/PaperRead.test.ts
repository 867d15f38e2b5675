import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { needTexts } from '@/app/i18n'
import PaperRead from './PaperRead.vue'
import { examples } from './PaperRead.examples'
import { useTranscripts } from './transcripts'

await needTexts(['provider'])

test('says how many differ, and a check shows its page', async () => {
  const shown = mount(PaperRead, { props: examples[0]!.props })
  expect(shown.text()).toMatch(/2 页.*已查毒.*2 处须留意/s)
  expect(shown.find('[data-large]').exists()).toBe(false)
  await shown.find('[data-reading=invoice-date] button').trigger('click')
  expect(shown.find('[data-large]').text()).toContain('第 2 页，共 2 页')
})

test('is never called clean without a scan, and says that it is being read', () => {
  const shown = mount(PaperRead, { props: examples[1]!.props })
  expect(shown.text()).toMatch(/未查毒.*正在识读/s)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
test('a file is asked for until it was read, and no longer than it is shown', async () => {
  vi.useFakeTimers()
  let asked = 0
  const { seen } = examples[1]!.props
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ ...seen, read: ++asked === 3 }), { status: 200, headers: { 'Content-Type': 'application/json' } }))
  const files = ref([seen.digest])
  const onRead = vi.fn()
  const scope = effectScope()
  const { seen: found } = scope.run(() => useTranscripts(() => files.value, () => undefined, onRead))!
  await flushPromises()
  expect(found.get(seen.digest)?.read).toBe(false)
  for (let second = 0; second < 6; second++) {
    await vi.advanceTimersByTimeAsync(1000)
    await flushPromises()
  }
  expect([asked, onRead.mock.calls.length, found.get(seen.digest)?.read]).toEqual([3, 1, true])
  scope.stop()
})
