import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import FilePick from '../FilePick/FilePick.vue'
import PaperForm from './PaperForm.vue'
import { examples } from './PaperForm.examples'

await needTexts(['provider'])
const opened = () => mount(PaperForm, { props: examples[0]!.props })

test('says of each paper whether it is right', () => {
  expect(opened().findAll('.kind').map((kind) => kind.attributes('data-is'))).toEqual(['to-do', 'fail', 'open'])
  expect(opened().text()).toContain('早于')
})

test('an uploaded file becomes a paper of its kind', async () => {
  const shown = opened()
  const stored = { digest: 'cd'.repeat(32), media_type: 'application/pdf' as const, bytes: 10, name: '合同.pdf' }
  shown.findAllComponents(FilePick)[0]!.vm.$emit('stored', stored)
  const [papers] = shown.emitted('update:modelValue')!.at(-1) as [{ kind: string; format: string }[]]
  expect(papers.map((paper) => [paper.kind, paper.format])).toEqual([['invoice', 'pdf'], ['contract', 'pdf']])
})

test('a changed date is told, a removed paper is gone', async () => {
  const shown = opened()
  await shown.find('input[type=date]').setValue('2025-06-07')
  const [papers] = shown.emitted('update:modelValue')!.at(-1) as [{ dated: string }[]]
  expect(papers[0]!.dated).toBe('2025-06-07')
  await shown.find('[data-kind=invoice] button').trigger('click')
  expect(shown.emitted('update:modelValue')!.at(-1)).toEqual([[]])
})
