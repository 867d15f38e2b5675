// A clause of the guide, one of the house.
export const examples = [
  { name: 'of the guide', props: { id: 'B25-065', programme: 'beijing-2025' } },
  { name: 'of the house', props: { id: 'Z-001', programme: 'beijing-2023' } },
]
