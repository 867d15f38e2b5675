// Round anything that can be read again.
export const examples = [{ name: 'at rest', props: { read: () => Promise.resolve() } }]
