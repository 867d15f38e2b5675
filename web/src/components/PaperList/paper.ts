// Where the bytes of a paper are.
import type { paths } from '@/api/schema'
import { sheet_type } from '@/api/upload'

const address: keyof paths = '/api/v1/files/{digest}'
const page_address: keyof paths = '/api/v1/files/{digest}/pages/{page}'

// Who examines papers names the organisation that owns them.
export function fileAddress(digest: string, owner?: number): string {
  return address.replace('{digest}', digest) + (owner ? `?owner=${owner}` : '')
}

export function pageAddress(digest: string, page: number, width: 240 | 800 | 1200 | 1600, owner?: number): string {
  const at = page_address.replace('{digest}', digest).replace('{page}', String(page))
  return `${at}?width=${width}${owner ? `&owner=${owner}` : ''}`
}

export const formatOf = (media_type: string): string =>
  ({ 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg', [sheet_type]: 'xlsx' })[media_type] ?? media_type
