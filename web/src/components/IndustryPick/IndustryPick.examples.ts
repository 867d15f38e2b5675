// Nothing picked yet; one at fault.
export const examples = [
  { name: 'empty', props: { name: 'industry', label: '所属行业', programme: 'beijing-2025' } },
  { name: 'at fault', props: { name: 'industry2', label: '所属行业', programme: 'beijing-2025', error: '请选择行业' } },
]
