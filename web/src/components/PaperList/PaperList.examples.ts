// With a file, and described only.
const papers = [
  { kind: 'invoice', dated: '2025-06-06', amount: '139200.00', number: '25112000000070005239', sealed: false, format: 'pdf', count: 0, characters: 0, file: 'ab'.repeat(32), file_name: '发票.pdf' },
  { kind: 'contract', number: '', sealed: true, format: 'pdf', count: 0, characters: 0, file: '', file_name: '服务合同.pdf' },
]
export const examples = [{ name: 'two papers', props: { papers, owner: 1243 } }]
