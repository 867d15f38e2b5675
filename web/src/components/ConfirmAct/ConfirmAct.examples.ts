// An act that cannot be taken back, and a plain one.
const act = async () => {}
export const examples = [
  { name: 'final', props: { label: '撤单', title: '确认撤单', final: '撤单后券退回，订单不能恢复。', tone: 'danger' as const, act } },
  { name: 'plain', props: { label: '标为已读', title: '标为已读', tone: 'plain' as const, act } },
]
