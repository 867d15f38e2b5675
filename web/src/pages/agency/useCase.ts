// All that a case rests on: the order, its contract and papers, and both parties as the registers
// know them.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { api, must } from '@/api/client'
import { useLive } from '@/api/live'
import { useLoad } from '@/api/load'
import { checkContract, checkPapers, type Check } from '@/components/Checks/checks'
import { rowsFor } from '@/components/Checks/requirement'
import { dayOf } from '@/components/Instant/time'
import { useRulebook } from '../provider/rulebook'

async function readCase(programme: string, order: number) {
  const params = { path: { programme, order } }
  const at = '/api/v1/programmes/{programme}/orders/{order}' as const
  const [one, told] = await Promise.all([api.GET(at, { params }), api.GET(`${at}/timeline`, { params })])
  const found = must(one)
  const story = must(told).items
  // What has not been written yet is not asked for.
  const was = (act: string) => story.some((entry) => entry.act === act)
  const party = (id: number) => ({ params: { path: { programme, party: id } } })
  const [contract, redemption, enterprise, provider] = await Promise.all([
    was('sign') ? api.GET(`${at}/contract`, { params }) : undefined,
    was('redeem') ? api.GET(`${at}/redemption`, { params }) : undefined,
    api.GET('/api/v1/programmes/{programme}/enterprises/{party}', party(found.enterprise)),
    api.GET('/api/v1/programmes/{programme}/providers/{party}', party(found.provider)),
  ])
  return {
    order: found,
    story,
    contract: contract && must(contract),
    submissions: redemption ? must(redemption).submissions : [],
    enterprise: must(enterprise),
    provider: must(provider),
  }
}
type Case = Awaited<ReturnType<typeof readCase>>
type Standing = Case['provider']['standing']

// What the registers say of both parties, as checks.
function checkParties({ order, enterprise, provider }: Case): Check[] {
  const check = (key: string, passed: boolean, facts: Check['facts'], clauses: string[] = []): Check =>
    ({ key, state: passed ? 'pass' : 'fail', findings: [], facts, clauses })
  const text = (name: string, value: string) => ({ name, value, as: 'text' as const })
  const banned = (standing: Standing) => standing.permanent || Boolean(standing.until)
  const until = (standing: Standing) => (standing.until ? [{ name: 'until', value: standing.until, as: 'day' as const }] : [])
  const account = provider.bank_account
  return [
    check('enterprise-certified', enterprise.certifications.length > 0, [text('name', enterprise.name), text('uscc', enterprise.uscc)]),
    check('enterprise-sme', order.size !== 'large', [text('industry', enterprise.certifications.at(-1)?.declared.industry ?? '–')]),
    check('enterprise-standing', !banned(enterprise.standing), until(enterprise.standing), enterprise.standing.clauses),
    check('enterprise-debtor', !enterprise.credit.judgment_debtor, []),
    check('provider-approved', provider.approved, [text('name', provider.name), text('uscc', provider.uscc)]),
    check('provider-standing', !banned(provider.standing), until(provider.standing), provider.standing.clauses),
    check('provider-account', Boolean(account), account ? [text('bank', account.bank), text('number', account.number)] : []),
  ]
}

export function useCase() {
  const route = useRoute()
  const { programme, papersFor, actOf, read } = useRulebook()
  const id = computed(() => Number(route.params.order))
  const loaded = useLoad(async () => (await Promise.all([readCase(programme.value, id.value), read()]))[0], () => [programme.value, id.value])
  useLive(programme, () => void loaded.reload())
  const found = computed(() => loaded.data.value)
  const order = computed(() => found.value?.order)
  const terms = computed(() => found.value?.contract?.versions.at(-1))
  const last = computed(() => found.value?.submissions.at(-1))
  const ordered_on = computed(() => (order.value ? dayOf(order.value.placed) : ''))
  const sign_clauses = computed(() => actOf('sign', ordered_on.value)?.clauses ?? [])

  const contract = computed(() =>
    order.value && terms.value
      ? checkContract(terms.value, {
          ordered_on: ordered_on.value,
          last_day: dayOf(order.value.valid_until),
          product_name: order.value.product_name,
          subsidy: order.value.subsidy,
        }, sign_clauses.value)
      : [],
  )
  const rows = computed(() =>
    order.value ? rowsFor(papersFor('redeem'), ordered_on.value, { direction: order.value.direction, size: order.value.size }) : [],
  )
  const papers = computed(() =>
    checkPapers(rows.value, last.value?.documents ?? [], {
      ordered_on: ordered_on.value,
      signed_on: terms.value?.signed_on,
      contract_amount: order.value?.amount,
      own_payment: order.value?.own_payment,
    }),
  )
  const parties = computed(() => (found.value ? checkParties(found.value) : []))
  return { programme, loaded, found, order, last, ordered_on, rows, contract, papers, parties, sign_clauses }
}
