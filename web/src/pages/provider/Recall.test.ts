import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import Recall from './Recall.vue'
import SubmissionTimes from './SubmissionTimes.vue'

await needTexts(['provider'])
const sent: string[] = []
function answer(status: number, body: object) {
  sent.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(new URL(request.url).pathname)
    const type = status < 300 ? 'application/json' : 'application/problem+json'
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } })
  })
}
afterEach(() => vi.unstubAllGlobals())
const shownFor = (recallable: boolean) => mount(Recall, { props: { order: 12, recallable, clauses: ['B25-354'] }, attachTo: document.body })

test('what nobody has opened is taken back after a confirmation', async () => {
  answer(200, { order: { id: 12, status: 'redeeming' } })
  const shown = shownFor(true)
  await shown.find('button').trigger('click')
  expect(sent).toEqual([])
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(sent[0]).toMatch(/\/orders\/12\/redemption-withdrawal$/)
  expect(shown.emitted('done')).toHaveLength(1)
})

test('what was opened in the meantime stays, and says so', async () => {
  answer(409, { code: 'submitted-final', status: 409, errors: [], reasons: [], clauses: [], facts: {} })
  const shown = shownFor(true)
  await shown.find('button').trigger('click')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(shown.find('[data-code=submitted-final]').exists()).toBe(true)
  expect(shown.emitted('done')).toBeUndefined()
})

test('where only the agency can send back, there is a sentence and no button', () => {
  const shown = shownFor(false)
  expect(shown.find('button').exists()).toBe(false)
  expect(shown.text()).toContain('由评审机构退回')
  expect(shown.text()).toContain('B25-354')
})

test('a submission tells when it was opened and taken back', () => {
  const at = '2025-07-01T09:00:00+08:00'
  const times = (more: object) => mount(SubmissionTimes, { props: { of: { at, documents: [], reason: '', ...more } } }).findAll('[data-time]')
  expect(times({}).map((one) => one.attributes('data-time'))).toEqual(['handed_in'])
  expect(times({ recalled_at: '2025-07-01T10:00:00+08:00' })[1]!.text()).toMatch(/撤回于.*10:00/)
  expect(times({ opened_at: '2025-07-01T11:00:00+08:00' })[1]!.text()).toMatch(/开始审核.*11:00/)
})
