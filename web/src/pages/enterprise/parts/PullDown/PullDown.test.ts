import { mount } from '@vue/test-utils'
import { PullRefresh } from 'vant'
import { expect, test, vi } from 'vitest'
import PullDown from './PullDown.vue'

test('reads again and comes to rest, also when reading failed', async () => {
  const read = vi.fn(() => Promise.reject(new Error('no network')))
  const shown = mount(PullDown, { props: { read }, slots: { default: 'the page' } })
  expect(shown.text()).toContain('the page')
  shown.findComponent(PullRefresh).vm.$emit('refresh')
  await vi.waitFor(() => expect(read).toHaveBeenCalledOnce())
})
