// Live, lost, not there.
export const examples = [
  { name: 'live', props: { state: 'live' as const } },
  { name: 'lost', props: { state: 'lost' as const } },
  { name: 'off', props: { state: 'off' as const } },
]
