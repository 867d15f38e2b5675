import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Grounds from './Grounds.vue'
import { examples } from './Grounds.examples'

test('names each step with its amount and clause', () => {
  const steps = mount(Grounds, { props: examples[0]!.props }).findAll('li').map((step) => step.text())
  expect(steps[0]).toMatch(/按补贴比例.*300,000\.00 元.*B23-018/s)
  expect(steps[1]).toMatch(/单笔上限.*50,000\.00 元/s)
})

test('names what was refused where nothing is granted', () => {
  expect(mount(Grounds, { props: examples[1]!.props }).text()).toContain('项目资金不足')
})
