import { expect, test } from 'vitest'
import { operationsOf, plainOf, samplesOf } from './metrics'

const text = `# HELP zuoquan_http_requests_total Requests answered.
# TYPE zuoquan_http_requests_total counter
zuoquan_http_requests_total{operation="claim",status="201"} 98
zuoquan_http_requests_total{operation="claim",status="500"} 2
zuoquan_http_requests_total{operation="log-in",status="201"} 5
zuoquan_http_request_seconds_count{operation="claim"} 100
zuoquan_http_request_seconds_sum{operation="claim"} 0.5
zuoquan_http_request_seconds_bucket{operation="claim",le="0.005"} 90
zuoquan_http_request_seconds_bucket{operation="claim",le="0.01"} 96
zuoquan_http_request_seconds_bucket{operation="claim",le="+Inf"} 100
zuoquan_writer_queue 3
`

test('operations are counted and timed', () => {
  const [claim, log_in] = operationsOf(samplesOf(text))
  expect(claim).toEqual({ id: 'claim', requests: 100, failed: 2, mean: 5, slow: 10 })
  expect(log_in!.requests).toBe(5)
})

test('what has no labels stands by itself', () => {
  expect(plainOf(samplesOf(text))).toEqual([{ name: 'zuoquan_writer_queue', labels: {}, value: 3 }])
})
