// A strip, one page large with a seal on it, a workbook.
const seal = { shape: 'round' as const, left: 600, top: 700, width: 180, height: 130 }
const seen = [{ characters: 120, codes: [], seals: [] }, { characters: 80, codes: [], seals: [seal] }]
const file = { digest: 'ab'.repeat(32), name: '服务合同.pdf', pages: 2, owner: 1243 }
export const examples = [
  { name: 'a strip', props: { ...file, pages: 12 } },
  { name: 'one large', props: { ...file, seen, page: 2 } },
  { name: 'a workbook', props: { ...file, name: '申请表.xlsx', pages: 0 } },
]
