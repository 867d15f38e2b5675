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

test('says when the next try is taken', () => {
  const problem = { ...examples[2]!.props.problem, code: 'too-many-requests' as const, again_at: Date.parse('2026-11-22T20:31:04.200+08:00') }
  expect(mount(Refusal, { props: { problem } }).text()).toContain('请在 20:31:05 之后再试')
})

test('a role that excludes another is told as one', () => {
  const facts = { role: 'approver', held: 'batch-maker' }
  const problem = { ...examples[2]!.props.problem, code: 'role-excluded' as const, facts }
  const text = mount(Refusal, { props: { problem } }).text()
  expect(text).toContain('已有角色批次经办')
  expect(text).toContain('职责须分开')
})
