import { mount } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import StarPick from './StarPick.vue'
import { examples } from './StarPick.examples'

beforeAll(() => needTexts(['enterprise']))

test('a star lights those before it too', () => {
  expect(mount(StarPick, { props: examples[1]!.props }).findAll('.lit')).toHaveLength(4)
})

test('picking tells the number', async () => {
  const pick = mount(StarPick, { props: examples[0]!.props })
  await pick.findAll('input')[2]!.setValue()
  expect(pick.emitted('update:modelValue')).toEqual([[3]])
})
