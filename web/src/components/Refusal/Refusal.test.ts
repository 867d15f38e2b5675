import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Refusal from './Refusal.vue'
import { examples } from './Refusal.examples'

test('names the reasons, their clauses and their facts', () => {
  const text = mount(Refusal, { props: examples[0]!.props }).text()
  expect(text).toContain('年度额度不足')
  expect(text).toContain('该产品的券已领完')
  expect(text).toContain('不能办理，有 3 个原因')
  expect(text).toContain('注册地北京以外（310108）')
  expect(text).toContain('B25-079')
  expect(text).toContain('12,500.00 元')
})

test('leads to the field at fault', () => {
  const link = mount(Refusal, { props: examples[1]!.props }).find('a[href="#field-price"]')
  expect(link.text()).toBe('产品价格')
})

test('a lost connection is told apart from a refusal', () => {
  const shown = mount(Refusal, { props: examples[2]!.props })
  expect(shown.attributes('role')).toBe('alert')
  expect(shown.text()).toContain('请检查网络后重试')
})
