import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { examples } from './CopyText.examples'
import CopyText from './CopyText.vue'

afterEach(() => vi.unstubAllGlobals())

async function pressed(writeText: (text: string) => Promise<void>): Promise<string> {
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const shown = mount(CopyText, { props: examples[0]!.props })
  await shown.find('button').trigger('click')
  await flushPromises()
  return shown.text()
}

test('copies and says so', async () => {
  const write = vi.fn(async () => {})
  expect(await pressed(write)).toContain('已复制')
  expect(write).toHaveBeenCalledWith(examples[0]!.props.text)
})

test('says when it could not', async () => {
  expect(await pressed(() => Promise.reject(new Error('not allowed')))).toContain('请手动选中')
})
