// A message names facts, not sentences: the words are found here. Every act of an order has its word in
// the terms; a deadline's reminder has one of its own.
import { useI18n } from 'vue-i18n'
import type { Schema } from '@/api/client'

type Message = Schema['Message']

export function useMessages() {
  const { t, te } = useI18n()
  const fact = (message: Message, name: string) => message.facts[name]

  function titleOf(message: Message): string {
    const own = `enterprise.message.${message.kind}`
    if (te(own)) return t(own)
    const reminder = `terms.message.${message.kind}`
    if (te(reminder)) return t(reminder)
    const act = `terms.act.${message.kind}`
    return te(act) ? t(act) : message.kind
  }
  const orderOf = (message: Message): number | undefined => {
    const order = fact(message, 'order')
    return typeof order === 'number' ? order : undefined
  }
  const textOf = (message: Message, name: string): string => {
    const value = fact(message, name)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  // Microseconds, as facts give instants.
  const dueOf = (message: Message): number | undefined => {
    const due = fact(message, 'due')
    return typeof due === 'number' ? due / 1000 : undefined
  }
  return { titleOf, orderOf, textOf, dueOf }
}
