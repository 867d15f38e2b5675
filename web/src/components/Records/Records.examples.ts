// Two batches, with and without ticks.
const columns = [
  { key: 'name', title: '批次', main: true },
  { key: 'sum', title: '合计', number: true },
]
const rows = [
  { id: 1, name: '第一批', sum: '50,000.00' },
  { id: 2, name: '第二批', sum: '120,000.00' },
]
export const examples = [
  { name: 'to read', props: { columns, rows, label: '批次' } },
  { name: 'to choose from', props: { columns, rows, label: '批次', selectable: true, nameOf: (row: { name: string }) => row.name } },
]
