// People are counted in whole numbers, whatever width the digits were typed in.
export function wholeNumber(typed: string): number | undefined {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '')
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
