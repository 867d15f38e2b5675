import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import PageHead from './PageHead.vue'
import { examples } from './PageHead.examples'

test('one h1, and a way up where there is one', () => {
  expect(mount(PageHead, { props: examples[0]!.props }).findAll('h1')).toHaveLength(1)
  expect(mount(PageHead, { props: examples[1]!.props }).find('nav a').text()).toContain('产品目录')
})
