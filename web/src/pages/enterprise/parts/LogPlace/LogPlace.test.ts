import { mount } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import LogPlace from './LogPlace.vue'
import { examples } from './LogPlace.examples'

beforeAll(() => needTexts(['enterprise']))

test('tells the place, the time and the hash', () => {
  const shown = mount(LogPlace, { props: examples[0]!.props })
  expect(shown.text()).toContain('1,678')
  expect(shown.text()).toContain('09:02')
  expect(shown.find('code').text()).toHaveLength(64)
})
