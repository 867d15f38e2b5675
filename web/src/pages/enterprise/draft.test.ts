import { nextTick } from 'vue'
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { useDraft } from './draft'

function open() {
  let draft!: ReturnType<typeof useDraft<{ text: string }>>
  const page = mount({ setup: () => void (draft = useDraft('a-test', { text: '' })), template: '<p />' })
  return { draft, close: () => page.unmount() }
}

test('what was typed is there again, until it was sent', async () => {
  const first = open()
  first.draft.form.text = 'nearly done'
  await nextTick()
  first.close()
  const second = open()
  expect(second.draft.had_draft).toBe(true)
  expect(second.draft.form.text).toBe('nearly done')
  second.draft.forget()
  expect(open().draft.form.text).toBe('')
})

test('ten megabytes are not kept, and do no harm', async () => {
  const { draft } = open()
  draft.form.text = 'x'.repeat(10_000_000)
  await nextTick()
  expect(open().draft.form.text).toBe('')
})
