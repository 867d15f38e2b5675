import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import SizeFound from './SizeFound.vue'
import { examples } from './SizeFound.examples'

test('tells the class, its bounds and the distance to the next one', () => {
  const text = mount(SizeFound, { props: examples[0]!.props }).text()
  expect(text).toContain('小型企业')
  expect(text).toContain('从业人员达到 10 人')
  expect(text).toContain('还差 40 人')
  expect(text).toContain('营业收入达到 10,000,000.00 元 已达到')
})

test('the largest class has none above it', () => {
  expect(mount(SizeFound, { props: examples[1]!.props }).text()).toContain('已是最大一档')
})
