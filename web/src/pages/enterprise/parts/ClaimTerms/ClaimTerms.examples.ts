// Of 2025, lowered by the quota.
export const examples = [
  {
    name: 'lowered by the quota',
    props: {
      quote: {
        price: '94000.00',
        subsidy: '20000.00',
        own: '74000.00',
        grounds: [
          { name: 'rate', result: '28200.00', clauses: ['B25-009'] },
          { name: 'quota', result: '20000.00', clauses: ['B25-010'] },
        ],
      },
      terms: [
        { kind: 'acceptance' as const, count: 5, unit: 'working-days', clauses: ['B25-083'] },
        { kind: 'validity' as const, by: '2025-09-30', clauses: ['B25-081'] },
        { kind: 'redemption' as const, with_validity: true, clauses: ['B25-105'] },
      ],
    },
  },
]
