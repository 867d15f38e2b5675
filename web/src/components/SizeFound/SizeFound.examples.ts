// A small enterprise with its figures, and a large one without.
export const examples = [
  {
    name: 'small, with the distance to medium',
    props: {
      finding: {
        size: 'small' as const,
        industry_class: 'software',
        met: ['staff >= 10', 'revenue >= 500000.00'],
        missed: ['staff >= 100', 'revenue >= 10000000.00'],
        at: '2025-06-16T09:01:30+08:00',
      },
      declared: { staff: 60, revenue: '12000000.00', assets: '5000000.00' },
    },
  },
  {
    name: 'large',
    props: {
      finding: {
        size: 'large' as const,
        industry_class: 'industry',
        met: ['staff >= 1000', 'revenue >= 400000000.00'],
        missed: [],
        at: '2025-06-16T09:01:30+08:00',
      },
    },
  },
]
