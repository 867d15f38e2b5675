import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { Role } from '@/app/faces'
import { needTexts } from '@/app/i18n'
import { being, meWith, serving, type Sent } from '@/app/test-me'
import InviteAct from './InviteAct.vue'

await needTexts(['account'])
afterEach(() => vi.unstubAllGlobals())

const made = {
  invitation: '0'.repeat(32), organisation: 2, organisation_name: '京诚软件', role: 'enterprise-operator', note: '王会计',
  made: '2026-11-22T20:00:00+08:00', until: '2026-11-23T20:00:00+08:00', token: 'f00d',
}
async function invitedBy(role: Role, sent: Sent[]) {
  vi.stubGlobal('fetch', serving({ 'POST invitations': () => [201, { ...made }] }, sent))
  being(meWith({}, { acting_as: { id: 3, organisation: 2, organisation_name: '京诚软件', role } }))
  const shown = mount(InviteAct, { attachTo: document.body })
  await shown.find('button').trigger('click')
  return shown
}

test('an owner gives one role in the own organisation, and is told the link once', async () => {
  const sent: Sent[] = []
  const shown = await invitedBy('enterprise-owner', sent)
  expect(shown.findAll('option').map((one) => one.attributes('value'))).toEqual(['enterprise-operator'])
  expect(shown.find('#field-organisation').exists()).toBe(false)
  await shown.find('#field-note').setValue(' 王会计 ')
  await shown.find('form').trigger('submit')
  await flushPromises()
  expect(sent[0]!.body).toEqual({ role: 'enterprise-operator', note: '王会计' })
  expect(shown.find('[data-link]').text()).toMatch(/^http.*\/invitation#f00d$/)
  expect(shown.emitted('done')).toEqual([[2]])
  await shown.find('button.x').trigger('click')
  expect(shown.find('[data-link]').exists()).toBe(false)
})

test('the operator gives parties their roles, in any organisation', async () => {
  const shown = await invitedBy('platform-operator', [])
  const offered = shown.findAll('option').map((one) => one.attributes('value'))
  expect(offered).toContain('expert')
  expect(offered).not.toContain('approver')
  expect(shown.find('#field-organisation').exists()).toBe(true)
})
