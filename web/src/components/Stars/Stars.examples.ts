// Rated and not yet rated.
export const examples = [
  { name: 'rated', props: { stars: 17, ratings: 5 } },
  { name: 'not yet', props: { stars: 0, ratings: 0 } },
]
