// Good: it ended well. Wait: somebody must act. Info: it is on its way. Bad: it ended badly.
type Tone = 'good' | 'wait' | 'info' | 'bad' | ''

const tones: Record<string, Record<Exclude<Tone, ''>, string[]>> = {
  order: {
    good: ['paid', 'approved', 'clawed-back'],
    wait: ['placed', 'accepted', 'redeeming', 'suspended', 'recovering'],
    info: ['signed', 'in-review', 'published'],
    bad: ['rejected', 'voided', 'lapsed', 'expired', 'abandoned', 'declined'],
  },
  product: {
    good: ['listed', 'qualified'],
    wait: ['draft', 'returned'],
    info: ['submitted', 'passed', 'on-notice'],
    bad: ['failed', 'delisted'],
  },
  batch: { good: ['paid'], wait: ['draft', 'settled'], info: ['published'], bad: [] },
}

export function toneOf(of: string, status: string): Tone {
  const found = Object.entries(tones[of] ?? {}).find(([, statuses]) => statuses.includes(status))
  return (found?.[0] as Tone | undefined) ?? ''
}
