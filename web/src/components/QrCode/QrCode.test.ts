import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { examples } from './QrCode.examples'
import QrCode from './QrCode.vue'

test('is a picture with a name, white around', () => {
  const shown = mount(QrCode, { props: examples[0]!.props })
  expect(shown.find('svg').attributes()).toMatchObject({ role: 'img', 'aria-label': '二维码' })
  const path = shown.find('path').attributes('d')!
  const size = Number(shown.find('svg').attributes('viewBox')!.split(' ')[2])
  const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
  expect(Math.min(...places)).toBe(4)
  expect(Math.max(...places)).toBe(size - 5)
})
