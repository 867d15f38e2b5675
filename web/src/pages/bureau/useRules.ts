// The rulebook of a programme in the reader's words.
import { useI18n } from 'vue-i18n'
import { useText } from '@/app/text'
import { grouped } from '@/components/Money/money'
import { useGuide } from './guide'
import type { Words } from './rules'

export function useRules(): Words {
  const { t } = useI18n()
  const text = useText()
  const { term } = useGuide()
  return { t: (key, values) => t(key, values ?? {}), text, term, money: (amount) => `${grouped(amount)} ${t('common.money.yuan')}` }
}
