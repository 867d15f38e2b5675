import { expect, test } from 'vitest'
import { filtersFrom } from './filters'

test('an address full of nonsense filters nothing', () => {
  const filters = filtersFrom({ q: '', direction: '<b>', price_min: '1', in_stock: 'yes', sort: 'stars' })
  expect(Object.values(filters).every((value) => value === undefined)).toBe(true)
})

test('what stands in the address is kept', () => {
  expect(filtersFrom({ q: '芯片', direction: 'chip,dcmm', price_max: '50000.00', in_stock: 'true', sort: '-price' })).toEqual({
    q: '芯片',
    direction: ['chip', 'dcmm'],
    price_min: undefined,
    price_max: '50000.00',
    in_stock: true,
    sort: '-price',
  })
})
