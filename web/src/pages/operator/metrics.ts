// Prometheus' text, read into what a person wants to know: how much, how fast, what waits.
export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

export function samplesOf(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? []
    if (!name) return []
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, word]) => [key, word])
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }]
  })
}

export interface Operation {
  id: string
  requests: number
  failed: number
  mean: number // milliseconds
  slow: number // 95 of 100 were not slower than this bucket's bound, in milliseconds
}

function bound(buckets: Sample[], share: number): number {
  const sorted = [...buckets].sort((one, other) => limit(one) - limit(other))
  const all = sorted.at(-1)?.value ?? 0
  return limit(sorted.find((bucket) => bucket.value >= all * share))
}
const limit = (bucket: Sample | undefined) => (bucket?.labels.le === '+Inf' ? Infinity : Number(bucket?.labels.le ?? 0))

export function operationsOf(samples: Sample[]): Operation[] {
  const of = (name: string, id: string) => samples.filter((one) => one.name === name && one.labels.operation === id)
  const ids = [...new Set(samples.filter((one) => one.name === 'zuoquan_http_requests_total').map((one) => one.labels.operation ?? ''))]
  const sum = (all: Sample[]) => all.reduce((total, one) => total + one.value, 0)
  return ids
    .map((id) => {
      const requests = of('zuoquan_http_requests_total', id)
      const seconds = sum(of('zuoquan_http_request_seconds_sum', id))
      return {
        id,
        requests: sum(requests),
        failed: sum(requests.filter((one) => Number(one.labels.status) >= 500)),
        mean: (seconds * 1000) / Math.max(1, sum(of('zuoquan_http_request_seconds_count', id))),
        slow: bound(of('zuoquan_http_request_seconds_bucket', id), 0.95) * 1000,
      }
    })
    .sort((one, other) => other.requests - one.requests)
}

export const plainOf = (samples: Sample[]): Sample[] => samples.filter((one) => !Object.keys(one.labels).length)
