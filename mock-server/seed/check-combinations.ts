import { payStatuses, subscriptionStatuses } from '../../contracts/index.js'
import { type Issue, type Path, pathText } from '../world/checks/issue.js'
import type { OrderSeed, PaymentSeed, SubscriptionSeed } from './past-seed.js'
import type { MiniAppSeed } from './world-seed.js'

type Fields<Seed extends { status: string }> = { readonly [Field in keyof Seed]?: readonly Seed['status'][] }
type Statuses = Readonly<Record<string, readonly string[]>>

const untilItIsOver = subscriptionStatuses.filter((status) => status !== 'EXPIRED' && status !== 'REVOKED')

/** What makes sense with some statuses only. */
const onlyWith: {
  readonly payments: Fields<PaymentSeed>
  readonly orders: Fields<OrderSeed>
  readonly subscriptions: Fields<SubscriptionSeed>
} = {
  payments: {
    approve: payStatuses.filter((status) => status !== 'PAY_STANDBY'),
    cancelledBy: ['PAY_CANCEL'],
    refundReason: ['REFUND_PROGRESS', 'REFUND_SUCCESS', 'SETTLEMENT_REFUND_COMPLETE'],
  },
  orders: {
    grant: ['PAYMENT_COMPLETED'],
    error: ['FAILED'],
    inProgressForSeconds: ['PAYMENT_COMPLETED'],
  },
  subscriptions: { autoRenew: untilItIsOver, paymentFails: untilItIsOver },
}

/** Fields that do not go together, in one mini-app that keeps its schema. */
export function* checkCombinations(seed: MiniAppSeed, root: Path): Generator<Issue> {
  for (const [place, { linked, link }] of (seed.users ?? []).entries()) {
    if (linked !== false || link === undefined) continue
    const path = [...root, 'users', place, 'link']
    yield { path, rule: 'combination', message: `${pathText(path)} does not go with linked: false` }
  }
  for (const [section, fields] of Object.entries(onlyWith) as [keyof typeof onlyWith, Statuses][]) {
    for (const [place, entry] of (seed[section] ?? []).entries()) {
      yield* checkStatus(entry, fields, [...root, section, place])
    }
  }
}

/** An entry whose status is not known has been told of already. */
function* checkStatus(entry: { readonly status?: string }, fields: Statuses, path: Path): Generator<Issue> {
  for (const [field, statuses] of Object.entries(fields)) {
    const isGiven = (entry as Readonly<Record<string, unknown>>)[field] !== undefined
    if (!isGiven || entry.status === undefined || statuses.includes(entry.status)) continue
    const place = [...path, field]
    const message = `${pathText(place)} does not go with the status ${entry.status}, only with ${statuses.join(', ')}`
    yield { path: place, rule: 'combination', message }
  }
}
