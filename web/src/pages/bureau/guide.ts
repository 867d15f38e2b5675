// The words of the rulebook for what the API names by code: directions, papers, fields, grounds.
import { reactive } from 'vue'
import { useRoute } from 'vue-router'
import { useI18n } from 'vue-i18n'
import { api, type Schema } from '@/api/client'
import { useText } from '@/app/text'

export type Rulebook = Schema['Rulebook']
const books = reactive(new Map<string, Rulebook>())
const asked = new Set<string>()

export function rulebookOf(programme: string): Rulebook | undefined {
  if (programme && !asked.has(programme)) {
    asked.add(programme)
    void api
      .GET('/api/v1/programmes/{programme}/rulebook', { params: { path: { programme } } })
      .then(({ data }) => (data ? books.set(programme, data) : asked.delete(programme)))
      .catch(() => asked.delete(programme))
  }
  return books.get(programme)
}

export function useGuide() {
  const route = useRoute()
  const text = useText()
  const { t, te } = useI18n()
  const book = () => rulebookOf(String(route.params.programme ?? ''))
  const direction = (code: string) => text(book()?.directions.find((row) => row.code === code)?.name) || code
  const subtype = (code: string) =>
    text(book()?.directions.flatMap((row) => row.subtypes).find((row) => row.code === code)?.name) || code
  const paper = (kind: string) => text(book()?.papers.find((row) => row.kind === kind)?.name) || kind
  const field = (name: string) => text(book()?.fields.find((row) => row.name === name)?.label) || name
  const sanction = (ground: string) => text(book()?.sanctions.find((row) => row.ground === ground)?.name) || ground
  const term = (group: string, value: string) => (te(`terms.${group}.${value}`) ? t(`terms.${group}.${value}`) : value)
  return { book, direction, subtype, paper, field, sanction, term }
}
