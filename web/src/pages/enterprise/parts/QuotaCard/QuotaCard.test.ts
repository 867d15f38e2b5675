import { mount } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import QuotaCard from './QuotaCard.vue'
import { examples } from './QuotaCard.examples'

beforeAll(() => needTexts(['enterprise']))

test('tells cap, used, held and left, and the clause', () => {
  const card = mount(QuotaCard, { props: examples[0]!.props })
  for (const words of ['200,000.00', '28,200.00', '70,320.00', '101,480.00', 'B25-010']) expect(card.text()).toContain(words)
  expect(card.find('.bar .used').attributes('style')).toContain('14.1%')
})

test('a quota of nothing says why', () => {
  expect(mount(QuotaCard, { props: examples[1]!.props }).text()).toContain('划型认证')
})
