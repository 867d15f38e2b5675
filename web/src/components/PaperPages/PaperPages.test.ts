import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { needTexts } from '@/app/i18n'
import PaperPages from './PaperPages.vue'
import { examples } from './PaperPages.examples'

await needTexts(['provider'])
const opened = (index = 1) => mount(PaperPages, { props: examples[index]!.props })

test('small pages are drawn small and only when they are seen', () => {
  const images = opened(0).findAll('.strip img')
  expect(images).toHaveLength(12)
  expect(images[2]!.attributes()).toMatchObject({ loading: 'lazy', src: `/api/v1/files/${'ab'.repeat(32)}/pages/3?width=240&owner=1243` })
})

test('the large page says which it is, and shows the seal where it was seen', () => {
  const shown = opened()
  expect(shown.find('.sheet img').attributes('alt')).toBe('服务合同.pdf，第 2 页，共 2 页')
  expect(shown.find('.seal').attributes('style')).toContain('left: 60%')
})

test('keys turn and enlarge', async () => {
  const shown = opened()
  const press = (key: string) => shown.find('[data-large]').trigger('keydown', { key })
  await press('PageUp')
  expect(shown.emitted('update:page')!.at(-1)).toEqual([1])
  await press('+')
  expect(shown.find('.sheet').attributes('style')).toContain('150%')
  expect(shown.find('.sheet img').attributes('src')).toContain('width=1200')
  await press('Escape')
  expect(shown.emitted('update:page')!.at(-1)).toEqual([undefined])
})

test('a page that cannot be drawn says so, a workbook has none', async () => {
  const shown = opened()
  await shown.find('.sheet img').trigger('error')
  expect(shown.find('.frame').text()).toContain('画不出来')
  expect(opened(2).text()).toContain('没有页面预览')
})
