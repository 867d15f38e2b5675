import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Mailed from './Mailed.vue'

const at = '2025-06-20T09:00:00+08:00'

test('says when mail was sent, that it failed, and nothing of what was not mailed', () => {
  expect(mount(Mailed, { props: { message: { mailed: at } } }).find('[data-mailed]').text()).toContain('已发邮件')
  expect(mount(Mailed, { props: { message: { mail_failed: at } } }).find('[data-mail-failed]').text()).toContain('邮件未送达')
  expect(mount(Mailed, { props: { message: {} } }).text()).toBe('')
})
