// How a reason and its facts are told, in a refusal and in a list of checks alike.
import { useI18n } from 'vue-i18n'
import type { Schema } from '@/api/client'
import { factInWords } from './facts'

export function useReasons() {
  const { t, te, locale } = useI18n()
  const word = (group: string, name: string) => (te(`terms.${group}.${name}`) ? t(`terms.${group}.${name}`) : name)
  // The place of a party is a division of six digits; any other place is one in a paper.
  const nameOf = (fact: string, value: unknown) =>
    word('fact', fact === 'place' && /^\d{6}$/.test(String(value)) ? 'registered_in' : fact)
  const factsOf = (facts: Schema['Facts']) =>
    Object.entries(facts)
      .filter(([name]) => name !== 'required')
      .map(([name, value]) => ({ name: nameOf(name, value), value: factInWords(name, value, { t, te, locale: locale.value }) }))
  return { title: (code: string) => word('refusal', code), flag: (name: string) => word('flag', name), factsOf }
}
