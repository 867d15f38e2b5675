// How a reason and its facts are told, in a refusal and in a list of checks alike.
import { useI18n } from 'vue-i18n'
import type { Schema } from '@/api/client'
import { factInWords } from './facts'

export function useReasons() {
  const { t, te, locale } = useI18n()
  const word = (group: string, name: string) => (te(`terms.${group}.${name}`) ? t(`terms.${group}.${name}`) : name)
  // The place of a party is a division of six digits; any other place is one in a paper. What is held
  // is a sum, or a role.
  const nameOf = (fact: string, value: unknown) => {
    if (fact === 'place' && /^\d{6}$/.test(String(value))) return word('fact', 'registered_in')
    return word('fact', fact === 'held' && typeof value === 'string' ? 'role_held' : fact)
  }
  const factsOf = (facts: Schema['Facts']) =>
    Object.entries(facts)
      .filter(([name]) => name !== 'required')
      .map(([name, value]) => ({ name: nameOf(name, value), value: factInWords(name, value, { t, te, locale: locale.value }) }))
  return { title: (code: string) => word('refusal', code), flag: (name: string) => word('flag', name), factsOf }
}
