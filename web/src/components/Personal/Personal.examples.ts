// Masked with a way to open it, masked for good, in the clear, erased.
export const examples = [
  { name: 'masked', props: { value: '138****5678', at: '/contact', masked: ['/contact'], what: 'order-contact' as const, id: 7, programme: 'beijing-2025' } },
  { name: 'not to be opened', props: { value: '****3445', at: '/number', masked: ['/number'] } },
  { name: 'in the clear', props: { value: '13812345678', at: '/contact' } },
  { name: 'erased', props: { at: '/contact', erased: ['/contact'] } },
]
