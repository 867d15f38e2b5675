import { flushPromises, mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { examples } from './ActForm.examples'
import ActForm from './ActForm.vue'
import { momentAt, tidied } from './fields'

test('what was typed is tidied', () => {
  expect(tidied('money', '４0,000')).toBe('40000.00')
  expect(tidied('money', '四万')).toBe('四万')
  expect(tidied('text', '  因故 ')).toBe('因故')
  expect(tidied('number', '１０')).toBe('10')
  expect(tidied('moment', '2025-06-16T09:00')).toBe('2025-06-16T09:00:00+08:00')
  expect(tidied('line', ' ')).toBeUndefined()
  expect(momentAt(Date.parse('2025-06-16T01:00:00Z'))).toBe('2025-06-16T09:00')
})

test('asks, echoes the money, sends and tells', async () => {
  const send = vi.fn(examples[0]!.props.send)
  const shown = mount(ActForm, { props: { ...examples[0]!.props, send }, attachTo: document.body })
  await shown.find('button').trigger('click')
  await shown.find('#field-total').setValue('1234567')
  expect(shown.text()).toContain('1,234,567.00 元')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(send).toHaveBeenCalledWith({ total: '1234567.00', reason: undefined })
  expect(shown.emitted('done')).toHaveLength(1)
  expect(document.body.textContent).toContain('设定资金')
})
