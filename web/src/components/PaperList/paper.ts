// Where the bytes of a paper are.
import type { paths } from '@/api/schema'

const address: keyof paths = '/api/v1/files/{digest}'

// Who examines papers names the organisation that owns them.
export function fileAddress(digest: string, owner?: number): string {
  return address.replace('{digest}', digest) + (owner ? `?owner=${owner}` : '')
}

export const formatOf = (media_type: string): string =>
  ({ 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' })[media_type] ?? media_type
