import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import ImageOrder from './ImageOrder.vue'
import { examples } from './ImageOrder.examples'

await needTexts(['provider'])
const opened = (index = 0) => mount(ImageOrder, { props: examples[index]!.props })
const names = (shown: ReturnType<typeof opened>) =>
  (shown.emitted('update:modelValue')!.at(-1) as [File[]])[0].map((file) => file.name)

test('the order of the pages is changed by buttons', async () => {
  const shown = opened()
  expect(shown.find('[aria-label="把 IMG_0001.png 移到前面"]').attributes('disabled')).toBeDefined()
  await shown.find('[aria-label="把 IMG_0001.png 移到后面"]').trigger('click')
  expect(names(shown)).toEqual(['IMG_0002.png', 'IMG_0001.png'])
})

test('more images are added at the end, and only images', async () => {
  const shown = opened()
  const input = shown.find('input')
  const more = [new File(['x'], 'c.jpg', { type: 'image/jpeg' }), new File(['x'], 'd.pdf', { type: 'application/pdf' })]
  Object.defineProperty(input.element, 'files', { value: more })
  await input.trigger('change')
  expect(names(shown)).toEqual(['IMG_0001.png', 'IMG_0002.png', 'c.jpg'])
})

test('without an image there is nothing to bind', async () => {
  const shown = opened(1)
  expect(shown.text()).toContain('分别上传')
  await shown.find('[aria-label="去掉 IMG_0001.png"]').trigger('click')
  expect(shown.emitted('cancel')).toHaveLength(1)
})
