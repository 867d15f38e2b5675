import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Stars from './Stars.vue'
import { examples } from './Stars.examples'

test('tells the mean and how many rated', () => {
  const read = examples.map((one) => mount(Stars, { props: one.props }).text())
  expect(read).toEqual(['3.4 分（5 条评价）', '暂无评价'])
})
