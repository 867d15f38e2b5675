import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { api } from '@/api/client'
import PurposeDialog from './PurposeDialog.vue'
import { usePurpose } from './purpose'
import { being, meWith, no, serving, type Sent } from './test-me'

const at = 'programmes/beijing-2025/disclosures'
const file = 'ab'.repeat(32)
function served(): Sent[] {
  const sent: Sent[] = []
  let opened = false
  const closed = { ...no('purpose-needed'), facts: { programme: 'beijing-2025', entity: 'order', id: 7 } }
  vi.stubGlobal('fetch', serving({
    [`POST ${at}`]: () => {
      opened = true
      return [201, { values: { '/contact': '13812345678' } }]
    },
    [`GET files/${file}/transcript`]: () => (opened ? [200, { digest: file }] : [403, closed]),
  }, sent))
  being(meWith())
  return sent
}
afterEach(() => vi.unstubAllGlobals())

async function fill(shown: ReturnType<typeof mount>, purpose?: string) {
  if (purpose) await shown.find('select').setValue(purpose)
  await shown.find('input').setValue(' hotline 17 ')
  await shown.find('form').trigger('submit')
  await flushPromises()
}

test('a purpose opens one value', async () => {
  const sent = served()
  const purpose = usePurpose()
  const shown = mount(PurposeDialog, { attachTo: document.body })
  const values = purpose.ask({ what: 'order-contact', id: 7, programme: 'beijing-2025' })
  await flushPromises()
  await fill(shown, 'complaint')
  expect(await values).toEqual({ '/contact': '13812345678' })
  expect(sent[0]).toMatchObject({ path: `POST ${at}`, body: { what: 'order-contact', id: 7, purpose: 'complaint', words: 'hotline 17' } })
  expect(shown.find('form').exists()).toBe(false)
  shown.unmount()
})

test('papers that are closed are asked for again once a purpose is given', async () => {
  const sent = served()
  usePurpose()
  const shown = mount(PurposeDialog, { attachTo: document.body })
  const asked = api.GET('/api/v1/files/{digest}/transcript', { params: { path: { digest: file }, query: {} } })
  await flushPromises()
  await fill(shown)
  expect((await asked).response.status).toBe(200)
  expect(sent[1]).toMatchObject({ path: `POST ${at}`, body: { what: 'papers', entity: 'order', id: 7, purpose: 'taking-the-case' } })
  shown.unmount()
})

test('whoever gives none is told no', async () => {
  served()
  const purpose = usePurpose()
  const shown = mount(PurposeDialog, { attachTo: document.body })
  const asked = api.GET('/api/v1/files/{digest}/transcript', { params: { path: { digest: file }, query: {} } })
  await flushPromises()
  purpose.giveUp()
  expect((await asked).response.status).toBe(403)
  shown.unmount()
})
