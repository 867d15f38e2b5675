// What agrees, what differs, and what could not be read.
import type { Check } from '../Checks/checks'

const check = (key: string, state: Check['state'], facts: Check['facts'], flags: string[] = []): Check => ({
  about: 'reading', key, state, clauses: ['B25-109'], facts: { paper: 'invoice', ...facts }, reasons: [], flags, files: [],
})
const checks: Check[] = [
  check('invoice-number', 'passed', { typed: '25112000000070005239', read: '25112000000070005239', page: 1 }),
  check('invoice-amount', 'flagged', { typed_amount: 13920000, read_amount: 13290000, page: 1 }, ['amount-differs']),
  check('invoice-date', 'flagged', { typed: '2025-06-06', read: '2025-06-01', page: 2 }, ['date-differs']),
  check('invoice-buyer', 'open', { wanted_name: '北京云帆数据有限公司' }),
  check('consecutive-numbers', 'passed', { numbers: 6, following: 1, longest_run: 2 }),
]
const contract: Check[] = [
  check('contract-order-number', 'passed', { paper: 'contract', wanted: 'BJ2025000000100', page: 3 }),
  check('contract-own-part', 'flagged', { paper: 'contract', wanted_amount: 9744000 }, ['not-found']),
  check('file-made', 'flagged', { paper: 'contract', made: '2025-05-01', ordered_on: '2025-06-04', signed_on: '2025-06-06' }, ['made-before-order']),
  check('seal', 'flagged', { paper: 'contract' }, ['seal-not-seen']),
  check('characters', 'flagged', { paper: 'contract', characters: 2400, read_characters: 812 }, ['characters-fewer']),
  check('price', 'flagged', { paper: 'contract', amount: 13920000, average: 9800000 }, ['price-above-average']),
]
export const examples = [
  { name: 'an invoice', props: { checks, page: 1 } },
  { name: 'a contract', props: { checks: contract } },
]
