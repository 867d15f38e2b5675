// Sums of amounts, in fen.
import { fromFen, toFen } from '@/components/Money/money'

export const sumOf = (items: readonly { amount: string }[]): string =>
  fromFen(items.reduce((fen, item) => fen + toFen(item.amount), 0n))
