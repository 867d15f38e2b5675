import { flushPromises, mount } from '@vue/test-utils'
import { afterAll, expect, test, vi } from 'vitest'
import { needTexts } from '@/app/i18n'
import FilePick from '../FilePick/FilePick.vue'
import PaperForm from './PaperForm.vue'
import { examples } from './PaperForm.examples'

await needTexts(['provider'])
vi.stubGlobal('fetch', async () => new Response('{}', { status: 404 })) // nobody has read the files
afterAll(() => vi.unstubAllGlobals())
const opened = () => mount(PaperForm, { props: examples[0]!.props })

test('says of each paper what the server says', () => {
  expect(opened().findAll('.kind').map((kind) => kind.attributes('data-is'))).toEqual(['to_do', 'failed', 'open'])
  expect(opened().find('[data-kind=contract]').text()).not.toContain('资料不全')
  expect(opened().find('[data-kind=invoice]').text()).toContain('发票早于合同')
})

test('what a refusal said of a missing paper stands until it is there', () => {
  const { rows, checks, modelValue } = examples[0]!.props
  const faults = { contract: '资料不全' }
  const shown = mount(PaperForm, { props: { rows, checks, modelValue, faults } })
  expect(shown.find('[data-kind=contract] .found').text()).toBe('资料不全')
})

test('asks of a file what its row asks for', () => {
  const shown = opened()
  expect(shown.find('#field-invoice-0-number').exists()).toBe(true)
  expect(shown.find('#field-invoice-0-count').exists()).toBe(false)
})

test('an uploaded file becomes a paper of its kind', async () => {
  const shown = opened()
  const stored = { digest: 'cd'.repeat(32), media_type: 'application/pdf' as const, bytes: 10, name: '合同.pdf' }
  shown.findAllComponents(FilePick)[0]!.vm.$emit('stored', stored)
  const [papers] = shown.emitted('update:modelValue')!.at(-1) as [{ kind: string; format: string }[]]
  expect(papers.map((paper) => [paper.kind, paper.format])).toEqual([['invoice', 'pdf'], ['contract', 'pdf']])
})

test('a file that the server has no longer is asked for again', async () => {
  const shown = opened()
  await flushPromises()
  expect(shown.find('[data-kind=invoice] [data-gone]').text()).toContain('请重新上传')
})

test('a changed date is told, a removed paper is gone', async () => {
  const shown = opened()
  await shown.find('input[type=date]').setValue('2025-06-07')
  const [papers] = shown.emitted('update:modelValue')!.at(-1) as [{ dated: string }[]]
  expect(papers[0]!.dated).toBe('2025-06-07')
  await shown.find('[data-kind=invoice] button').trigger('click')
  expect(shown.emitted('update:modelValue')!.at(-1)).toEqual([[]])
})
