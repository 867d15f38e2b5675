import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import FilePick from './FilePick.vue'
import { examples } from './FilePick.examples'

test('a wrong kind of file does not travel', async () => {
  const shown = mount(FilePick, { props: examples[0]!.props })
  const input = shown.find('input').element as HTMLInputElement
  const file = new File(['x'], '合同.txt', { type: 'text/plain' })
  Object.defineProperty(input, 'files', { value: [file] })
  await shown.find('input').trigger('change')
  expect(shown.text()).toContain('只接受 PDF')
  expect(shown.emitted('stored')).toBeUndefined()
})

test('what was picked is named and can be removed', async () => {
  const shown = mount(FilePick, { props: examples[1]!.props })
  expect(shown.text()).toContain('合同.pdf')
  await shown.find('button').trigger('click')
  expect(shown.emitted('removed')).toHaveLength(1)
})
