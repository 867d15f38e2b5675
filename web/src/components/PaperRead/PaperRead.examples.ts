// Read with a difference, not read yet, and a workbook.
import { examples as readings } from '../Readings/Readings.examples'
import type { Transcript } from './transcripts'

const seen: Transcript = {
  digest: 'ab'.repeat(32), media_type: 'application/pdf', bytes: 48_200, name: '发票.pdf', at: '2025-06-07T10:00:00+08:00', pages: 2,
  scan: 'clean', read: true, complete: true, seen: [{ characters: 300, codes: [], seals: [] }, { characters: 20, codes: [], seals: [] }],
}
const { checks } = readings[0]!.props
export const examples = [
  { name: 'read', props: { seen, name: '发票.pdf', checks } },
  { name: 'being read', props: { seen: { ...seen, read: false, scan: 'not-scanned' as const }, name: '发票.pdf', checks: [] } },
  { name: 'a workbook', props: { seen: { ...seen, pages: 0 }, name: '申请表.xlsx', checks: [] } },
]
