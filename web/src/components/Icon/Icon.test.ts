import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Icon from './Icon.vue'
import { examples } from './Icon.examples'

test('every icon draws and is silent', () => {
  for (const one of examples) {
    const icon = mount(Icon, { props: one.props })
    expect(icon.find('path').attributes('d')).toMatch(/^M/)
    expect(icon.attributes('aria-hidden')).toBe('true')
  }
})
