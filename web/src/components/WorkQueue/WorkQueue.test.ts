import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import WorkQueue from './WorkQueue.vue'
import { examples } from './WorkQueue.examples'

await needTexts(['provider'])

test('each item leads to its work; the rest is counted', () => {
  const shown = mount(WorkQueue, { props: examples[0]!.props })
  expect(shown.findAll('a')).toHaveLength(3)
  expect(shown.text()).toContain('待接单')
  expect(shown.text()).toContain('1')
})
