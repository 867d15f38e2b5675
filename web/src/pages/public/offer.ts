// What the programme offers in two figures, read from its rulebook for the front page. What a claim
// comes to is the server's word: it stands with each product.
import { inForce, type Rulebook } from '@/app/rulebook'
import { toFen } from '@/components/Money/money'

export const rateOf = (book: Rulebook): string | undefined =>
  inForce(book.rates, book.year).find((row) => row.when.length === 0)?.rate

// Several caps of a year differ by honours; the largest one bounds everybody.
export const capOf = (book: Rulebook): string | undefined =>
  inForce(book.caps, book.year)
    .filter((row) => row.per === 'year')
    .map((row) => row.amount)
    .reduce<string | undefined>((most, one) => (most === undefined || toFen(one) > toFen(most) ? one : most), undefined)
