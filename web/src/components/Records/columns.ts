// A column of a list; a slot of the same name shows its cells, or the row's own text does.
export interface Column {
  key: string
  title: string
  number?: boolean // aligned to the right
  main?: boolean // the row's name: stands on top when a phone shows rows as cards
}
