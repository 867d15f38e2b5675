import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Countdown from './Countdown.vue'
import { examples } from './Countdown.examples'

test('says whose turn it is and how long is left', () => {
  const text = mount(Countdown, { props: examples[0]!.props }).text()
  expect(text).toContain('轮到：服务商')
  expect(text).toContain('还剩 3 天 3 小时')
})

test('the last hours are marked, and so is what is late', () => {
  expect(mount(Countdown, { props: examples[1]!.props }).classes()).toContain('wait')
  const late = mount(Countdown, { props: examples[2]!.props })
  expect(late.classes()).toContain('bad')
  expect(late.text()).toContain('已过期')
})
