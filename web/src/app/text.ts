// A text that the API gives in both languages, in the reader's.
import { useI18n } from 'vue-i18n'
import type { Schema } from '@/api/client'

export function useText() {
  const { locale } = useI18n()
  return (text: Schema['Text'] | undefined): string => {
    if (!text) return ''
    return (locale.value === 'en' ? text.en : text.zh) || text.zh
  }
}
