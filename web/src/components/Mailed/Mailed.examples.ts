// Sent, not delivered, and neither.
export const examples = [
  { name: 'mailed', props: { message: { mailed: '2025-06-20T09:00:00+08:00' } } },
  { name: 'not delivered', props: { message: { mail_failed: '2025-06-20T09:00:00+08:00' } } },
]
