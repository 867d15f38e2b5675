// Deadlines far, near and past, seen from now.
const hour = 3600 * 1000
const from_now = (hours: number) => new Date(Date.now() + hours * hour + 500).toISOString()
export const examples = [
  { name: 'days away', props: { to: from_now(75), turn: '服务商' } },
  { name: 'today', props: { to: from_now(3) } },
  { name: 'past', props: { to: from_now(-30) } },
]
