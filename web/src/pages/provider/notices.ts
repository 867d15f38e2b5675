// Payout notices by batch: where published batches stand, as everybody may read it.
import { api, must, type Schema } from '@/api/client'

export type Notices = Map<number, Schema['PayoutNotice']>

export async function readNotices(programme: string): Promise<Notices> {
  const params = { path: { programme }, query: { limit: 200 } }
  const page = must(await api.GET('/api/v1/programmes/{programme}/payout-notices', { params }))
  return new Map(page.items.map((notice) => [notice.id, notice]))
}
