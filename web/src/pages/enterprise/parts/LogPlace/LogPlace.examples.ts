// After a claim.
export const examples = [
  {
    name: 'a claim',
    props: {
      title: '领券成功',
      log: { seq: 1678, time: '2025-06-16T09:02:48+08:00', hash: 'b0f7c752e58cad934630ff521fe73c6498471e728daea40040d77c51ee97a39d' },
    },
  },
]
