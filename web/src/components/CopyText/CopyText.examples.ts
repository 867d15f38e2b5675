// A link.
export const examples = [{ name: 'a link', props: { text: 'https://vouchers.example.org/invitation#1f', label: '复制链接' } }]
