import { mount, RouterLinkStub } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import OrderCard from './OrderCard.vue'
import { examples } from './OrderCard.examples'

beforeAll(() => needTexts(['enterprise']))
const show = (at: number) =>
  mount(OrderCard, { props: examples[at]!.props, global: { stubs: { RouterLink: RouterLinkStub } } }).text()

test('says whose turn it is and what each pays', () => {
  const text = show(0)
  for (const words of ['轮到：服务商', '还剩', '41,760.00', '97,440.00', 'BJ2025000164141']) expect(text).toContain(words)
})

test('from approval on the approved sum stands; what is over waits for nobody', () => {
  expect(show(1)).toContain('40,000.00')
  expect(show(1)).not.toContain('轮到')
})
