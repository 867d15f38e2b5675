import { expect, test } from 'vitest'
import { browserOf } from './browser'

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) '

test.each([
  [chrome, 'Chrome 130 · Linux'],
  [`${chrome} Edg/130.0.2849.68`.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64'), 'Edge 130 · Windows'],
  [`${phone}Version/18.0 Mobile/15E148 Safari/604.1`, 'Safari 18 · iOS'],
  [`${phone}Mobile/15E148 MicroMessenger/8.0.50 Language/zh_CN`, 'WeChat 8.0.50 · iOS'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132 · macOS'],
  ['curl/8.5.0', 'curl/8.5.0'],
])('%s', (agent, name) => {
  expect(browserOf(agent)).toBe(name)
})
