// A list of two pages.
const pages: Record<string, { items: { name: string; sum: string }[]; next?: string }> = {
  first: { items: [{ name: '=1+1', sum: '-5.00' }], next: 'second' },
  second: { items: [{ name: '“甲”,乙', sum: '50000.00' }] },
}
export const examples = [
  {
    name: 'two pages',
    props: {
      name: 'orders',
      head: ['名称', '金额'],
      total: 2,
      read: async (cursor?: string) => pages[cursor ?? 'first']!,
      line: (item: { name: string; sum: string }) => [item.name, item.sum],
    },
  },
]
