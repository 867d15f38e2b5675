// Numbers as people type them: full-width digits, thousands marks, a word behind. Undefined: nothing
// was typed; null: it is no such number.
const narrow = (text: string) => text.normalize('NFKC').replace(/[\s,']/g, '')

export function readCount(typed: string): number | null | undefined {
  const text = narrow(typed).replace(/\u4eba$/, '')
  if (!text) return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

// "62.5" or "62.5%" as the API wants it: "62.50%".
export function readShare(typed: string): string | null | undefined {
  const text = narrow(typed).replace(/%$/, '')
  if (!text) return undefined
  const [, whole, rest = ''] = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text) ?? []
  if (whole === undefined) return null
  const points = Number(whole) * 100 + Number(rest.padEnd(2, '0'))
  return points > 10_000 ? null : `${Number(whole)}.${rest.padEnd(2, '0')}%`
}
