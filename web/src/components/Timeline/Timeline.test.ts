import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Timeline from './Timeline.vue'
import { examples } from './Timeline.examples'

test('tells done, now and next in words', () => {
  const shown = mount(Timeline, { props: examples[0]!.props })
  expect(shown.findAll('li').map((step) => step.classes()[0])).toEqual(['done', 'now', 'next'])
  expect(shown.find('[aria-current=step]').text()).toContain('轮到：服务商')
  expect(shown.findAll('.unseen').map((word) => word.text())).toEqual(['已完成', '现在', '接下来'])
})
