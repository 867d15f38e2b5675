// Amounts are strings of digits; what is computed with them is computed in fen, as bigint.

export const toFen = (amount: string): bigint => BigInt(amount.replace('.', ''))

export function fromFen(fen: bigint | number): string {
  const whole = BigInt(fen)
  const sign = whole < 0n ? '-' : ''
  const digits = (whole < 0n ? -whole : whole).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function grouped(amount: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(amount) ?? []
  if (!whole) return amount
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest
}

const steps = {
  zh: [
    { unit: 'yi', digits: 10 },
    { unit: 'wan', digits: 6 },
  ],
  en: [{ unit: 'million', digits: 8 }],
}

// For headlines and figures: two decimals of the largest unit that fits; the exact sum is its title.
export function short(amount: string, locale: string): { digits: string; unit: string } {
  const fen = toFen(amount)
  const size = fen < 0n ? -fen : fen
  for (const { unit, digits } of locale === 'en' ? steps.en : steps.zh) {
    const one = 10n ** BigInt(digits)
    if (size < one) continue
    const hundredths = (size * 100n + one / 2n) / one
    const text = fromFen(hundredths).replace(/\.?0+$/, '')
    return { digits: (fen < 0n ? '-' : '') + grouped(text), unit }
  }
  return { digits: grouped(amount), unit: 'yuan' }
}

export const share = (part: string, whole: string): number =>
  toFen(whole) === 0n ? 0 : Number((toFen(part) * 10_000n) / toFen(whole)) / 10_000
