// Partly used; none before the certification.
export const examples = [
  {
    name: 'partly used',
    props: {
      quota: {
        year: 2025, cap: '200000.00', held: '70320.00', used: '28200.00', available: '101480.00', clauses: ['B25-010', 'B25-063'],
      },
    },
  },
  { name: 'none', props: { quota: { year: 2025, cap: '0.00', held: '0.00', used: '0.00', available: '0.00', clauses: ['B25-065'] } } },
]
