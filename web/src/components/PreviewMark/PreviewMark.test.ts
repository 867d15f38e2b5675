import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import PreviewMark from './PreviewMark.vue'
import { examples } from './PreviewMark.examples'

test('says that it asks, or that nobody answered; an answer speaks for itself', () => {
  const said = examples.map((one) => mount(PreviewMark, { props: one.props }).text())
  expect(said).toEqual(['正在核对…', '', '暂时未能核对，以下可能不是最新结果'])
})
