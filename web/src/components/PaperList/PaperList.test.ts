import { mount } from '@vue/test-utils'
import { afterAll, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import PaperList from './PaperList.vue'
import { examples } from './PaperList.examples'

await needTexts(['provider'])
vi.stubGlobal('fetch', async () => new Response('{}', { status: 404 })) // nobody has read the files
afterAll(() => vi.unstubAllGlobals())

test('a file leads to its bytes, of its owner', () => {
  const shown = mount(PaperList, { props: examples[0]!.props })
  expect(shown.find('a').attributes('href')).toBe(`/api/v1/files/${'ab'.repeat(32)}?owner=1243`)
  expect(shown.text()).toContain('139,200.00')
})

test('a paper without a file says so', () => {
  const shown = mount(PaperList, { props: examples[0]!.props })
  expect(shown.findAll('a')).toHaveLength(1)
  expect(shown.text()).toContain('仅有说明')
})
