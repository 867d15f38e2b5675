import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import Chart from './Chart.vue'
import { examples } from './Chart.examples'

vi.mock('./echarts', () => ({ init: () => ({ setOption() {}, resize() {}, dispose() {} }) }))

test('the figures stand beside the chart', () => {
  const shown = mount(Chart, { props: examples[0]!.props })
  expect(shown.find('[role=img]').attributes('aria-label')).toContain('各方向补贴')
  expect(shown.findAll('tbody tr').map((row) => row.text())).toEqual(['大模型应用12', '工业设计7'])
})
