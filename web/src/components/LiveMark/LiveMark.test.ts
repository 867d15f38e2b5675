import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import LiveMark from './LiveMark.vue'
import { examples } from './LiveMark.examples'

test('says whether it is live, and nothing without a stream', () => {
  expect(examples.map((one) => mount(LiveMark, { props: one.props }).text())).toEqual(['实时更新', '连接中断，正在重连', ''])
})
