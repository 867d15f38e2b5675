import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import ClauseLink from './ClauseLink.vue'
import { examples } from './ClauseLink.examples'

test('leads to the anchor of the clause', () => {
  const link = mount(ClauseLink, { props: examples[0]!.props })
  expect(link.attributes('href')).toBe('/beijing-2025/clauses#B25-065')
  expect(link.text()).toBe('B25-065')
})
