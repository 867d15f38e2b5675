import { mount } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import ClaimTerms from './ClaimTerms.vue'
import { examples } from './ClaimTerms.examples'

beforeAll(() => needTexts(['enterprise']))

test('tells the sums, how they came about, and the deadlines', () => {
  const text = mount(ClaimTerms, { props: examples[0]!.props }).text()
  for (const words of ['94,000.00', '20,000.00', '74,000.00', '28,200.00', 'B25-009', 'B25-010', '5 个工作日', '2025年9月30日']) {
    expect(text).toContain(words)
  }
})
