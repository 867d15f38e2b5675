// Chinese first, English complete. Texts are fetched by group (common, terms, one a face) when a
// page needs them, so that no face carries the words of another.
import { nextTick } from 'vue'
import { createI18n, type Composer } from 'vue-i18n'
import { speak } from '@/api/client'

export type Locale = 'zh' | 'en'
type Texts = { default: Record<string, unknown> }

const files = import.meta.glob<Texts>('../texts/*/*.json')
const remembered = 'zuoquan.language'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  missingWarn: false,
  fallbackWarn: false,
  messages: { zh: {}, en: {} },
})
const texts = i18n.global as unknown as Composer

const needed = new Set<string>(['common', 'terms'])
const loaded = new Set<string>()

async function fetchGroup(locale: Locale, group: string): Promise<void> {
  const path = `../texts/${locale}/${group}.json`
  const file = files[path]
  if (!file || loaded.has(path)) return
  const read = await file()
  texts.mergeLocaleMessage(locale, { [group]: read.default })
  loaded.add(path)
}

export async function needTexts(groups: string[]): Promise<void> {
  for (const group of groups) needed.add(group)
  await Promise.all([...needed].map((group) => fetchGroup(texts.locale.value as Locale, group)))
}

export async function setLocale(locale: Locale): Promise<void> {
  await Promise.all([...needed].map((group) => fetchGroup(locale, group)))
  texts.locale.value = locale
  speak(locale)
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  localStorage.setItem(remembered, locale)
  await nextTick()
}

export function startLocale(): Promise<void> {
  return setLocale(localStorage.getItem(remembered) === 'en' ? 'en' : 'zh')
}
