// Moments and days as they come.
export const examples = [
  { name: 'a moment', props: { at: '2025-06-16T09:00:00+08:00' } },
  { name: 'a day', props: { at: '2025-06-16' } },
  { name: 'the day of a moment', props: { at: '2025-06-16T23:59:59+08:00', day: true } },
  { name: 'none', props: { at: undefined } },
]
