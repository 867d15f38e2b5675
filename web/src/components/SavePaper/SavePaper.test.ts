import { flushPromises, mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { examples } from './SavePaper.examples'
import SavePaper from './SavePaper.vue'

test('saves what the server made', async () => {
  let saved: Blob | undefined
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => ((saved = blob as Blob), 'blob:1'))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const shown = mount(SavePaper, { props: examples[0]!.props })
  await shown.find('button').trigger('click')
  await flushPromises()
  expect(await saved!.text()).toBe('%PDF-')
})

test('tells a no', async () => {
  const problem = { type: '', title: '', detail: '', request_id: '1', status: 409, code: 'wrong-state', clause: 'Z-001', clauses: ['Z-001'], facts: {}, errors: [], reasons: [] }
  const read = async () => ({ error: problem, response: new Response(null, { status: 409 }) })
  const shown = mount(SavePaper, { props: { ...examples[0]!.props, read } })
  await shown.find('button').trigger('click')
  await flushPromises()
  expect(shown.text()).toContain('Z-001')
})
