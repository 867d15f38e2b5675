import { flushPromises, mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { usePurpose } from '@/app/purpose'
import { being, meWith } from '@/app/test-me'
import Personal from './Personal.vue'
import { examples } from './Personal.examples'

const example = (name: string) => ({ props: examples.find((one) => one.name === name)!.props })

test('a masked value is opened for a purpose', async () => {
  being(meWith())
  const ask = vi.spyOn(usePurpose(), 'ask').mockResolvedValue({ '/contact': '13812345678' })
  const shown = mount(Personal, example('masked'))
  expect(shown.text()).toContain('138****5678')
  await shown.find('button').trigger('click')
  await flushPromises()
  expect(ask).toHaveBeenCalledWith({ what: 'order-contact', id: 7, programme: 'beijing-2025' })
  expect(shown.text()).toBe('13812345678')
  expect(shown.find('button').exists()).toBe(false)
})

test('it stays masked when no purpose is given', async () => {
  being(meWith())
  vi.spyOn(usePurpose(), 'ask').mockResolvedValue(undefined)
  const shown = mount(Personal, example('masked'))
  await shown.find('button').trigger('click')
  await flushPromises()
  expect(shown.text()).toContain('138****5678')
})

test('nothing is opened that is clear, erased, or not to be opened', () => {
  being(meWith())
  for (const name of ['not to be opened', 'in the clear', 'erased']) {
    expect(mount(Personal, example(name)).find('button').exists()).toBe(false)
  }
  expect(mount(Personal, example('erased')).text()).not.toBe('')
})
