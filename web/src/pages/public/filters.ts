// The filters of the catalogue, read from the address and never trusted.
import type { LocationQuery } from 'vue-router'

export const sorts = ['id', 'price', '-price', 'name'] as const
export interface Filters {
  q?: string
  direction?: string[]
  price_min?: string
  price_max?: string
  in_stock?: boolean
  sort?: (typeof sorts)[number]
}

export function filtersFrom(query: LocationQuery): Filters {
  const text = (name: string) => (typeof query[name] === 'string' && query[name] ? query[name] : undefined)
  const money = (name: string) => (/^\d+\.\d{2}$/.test(text(name) ?? '') ? text(name) : undefined)
  const directions = text('direction')?.split(',').filter((code) => /^[a-z-]+$/.test(code))
  return {
    q: text('q')?.slice(0, 100),
    direction: directions?.length ? directions : undefined,
    price_min: money('price_min'),
    price_max: money('price_max'),
    in_stock: text('in_stock') === 'true' ? true : undefined,
    sort: sorts.find((sort) => sort === text('sort')),
  }
}
