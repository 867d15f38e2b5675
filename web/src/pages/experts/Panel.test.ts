import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import Panel from './Panel.vue'

await needTexts(['experts'])
const criteria = [
  { name: 'rights', label: { zh: '知识产权完整', en: 'Rights' }, points_max: 10, clauses: ['B23-038'], when: [], from: '2023-01-01' },
]
const at = '2023-07-01T09:00:00+08:00'
const panel = [
  { expert: 70, at, text: '同意', scores: [{ criterion: 'rights', points: 8 }] },
  { expert: 90, at, text: '', scores: [{ criterion: 'rights', points: 9 }] },
]

test('a column for each expert, the mean of each line and in all', () => {
  const shown = mount(Panel, { props: { panel, criteria, me: 90 } })
  expect(shown.findAll('thead th').map((cell) => cell.text())).toEqual(['评分项', '专家 1', '专家 2（我）', '平均'])
  const [line, all] = shown.findAll('tbody tr')
  expect(line!.findAll('td.number').map((cell) => cell.text())).toEqual(['8', '9', '8.5 / 10'])
  expect(all!.findAll('td.number').map((cell) => cell.text())).toEqual(['8', '9', '8.5 / 10'])
  expect(shown.find('i').attributes('style')).toContain('85%')
  expect(shown.findAll('.words div')).toHaveLength(1)
})

test('without points it says so', () => {
  expect(mount(Panel, { props: { panel: [], criteria } }).text()).toContain('还没有专家评分')
})
