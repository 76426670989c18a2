import type { SubscriptionChangeReason } from '../../contracts/index.js'
import type { Received } from './callback-receiver.js'
import { callbackDifferences, describe } from './callbacks.js'
import type { Stage } from './stage.js'

const id = 'callbacks.subscription'
// In ASCII: the variant callbacks.webhookAuthorization=bearer sends it as it is.
const basicAuth = 'verify:webhook'
const basic = `Basic ${Buffer.from(basicAuth).toString('base64')}`
const named = (...names: string[]) => names.map((name) => `${id}/${name}`)

/** One state in the webhook. */
interface State {
  readonly status: string
  readonly accessGranted: boolean
  readonly expiresAt: string | null
  readonly autoRenew: boolean
}

/** A `subscription.status_changed`. */
interface StatusChanged {
  readonly changeReason: string
  readonly occurredAt: string
  readonly subscription: { readonly previous?: State; readonly current: State }
}

/** The subscription webhook: how it is registered, and what it says of every change. */
export async function subscriptionLife(stage: Stage): Promise<void> {
  const { app, receiver, notebook } = stage
  const path = '/subscription'
  const url = `${receiver.url}${path}`
  const set = await app.toss.attempt('PUT', '/callbacks/subscription', { url, basicAuth })
  const [registration] = receiver.at(path)
  if (registration === undefined) {
    throw new Error(`the server did not reach ${receiver.url}: ${set.body?.error?.message ?? `HTTP ${set.status}`}`)
  }
  const isBearer = registration.headers.authorization === `Bearer ${basicAuth}`
  notebook.shows('callbacks.webhookAuthorization', isBearer ? 'bearer' : 'basic', id)
  const choices = isBearer ? ({ 'callbacks.webhookAuthorization': 'bearer' } as const) : {}
  const authorization = isBearer ? `Bearer ${basicAuth}` : basic
  const judge = (sent: Received, ids: readonly string[]) => {
    notebook.note(ids, describe(sent), callbackDifferences(id, sent, choices))
    const isSigned = Object.keys(sent.headers).some((name) => /signature|hmac/i.test(name))
    notebook.holds(named('webhook.unsigned'), isSigned ? 'a signature' : 'no signature', {
      field: `${id} headers`,
      expected: 'no signature',
      holds: !isSigned,
    })
    const isRight = sent.headers.authorization === authorization
    notebook.holds(named('basicAuth', 'Authorization'), isRight ? (isBearer ? 'Bearer' : 'Basic') : 'another value', {
      field: `${id} Authorization`,
      expected: 'the value of the console',
      holds: isRight,
    })
  }
  judge(registration, named('callback.registration_verification', 'url'))
  const isFirst = (registration.body as { eventType?: unknown }).eventType === 'callback.registration_verification'
  notebook.holds(named('webhook.verifiedFirst'), isFirst ? 'the verification came first' : 'it did not come first', {
    field: `${id} order`,
    expected: 'callback.registration_verification first',
    holds: isFirst,
  })

  await app.toss.post('/purchases', {})
  await app.toss.post('/callbacks/settled', {})
  const sent = receiver.at(path).length - 1
  notebook.holds(named('webhook.subscriptionsOnly'), `${sent} requests for a one-off order`, {
    field: `${id} one-off orders`,
    expected: 'no request',
    holds: sent === 0,
  })

  let seen = receiver.at(path).length
  const next = async (reason: SubscriptionChangeReason, work: () => Promise<unknown>): Promise<StatusChanged> => {
    await work()
    await app.toss.post('/callbacks/settled', {})
    const [event, ...more] = receiver.at(path).slice(seen)
    seen = receiver.at(path).length
    const body = event?.body as StatusChanged | undefined
    if (event === undefined || body?.subscription?.current === undefined) {
      throw new Error(`no webhook came for ${reason}`)
    }
    judge(event, named('subscription.status_changed'))
    const says = `${body.changeReason}${more.length > 0 ? ` and ${more.length} more` : ''}`
    notebook.holds(named('subscription.status_changed'), says, {
      field: `${id} request.body.changeReason`,
      expected: reason,
      holds: body.changeReason === reason && more.length === 0,
    })
    return body
  }
  await changes(stage, next)
  await refusals(stage, path)
}

/** Every change, in an order in which each is possible. */
async function changes(
  { app, notebook }: Stage,
  next: (reason: SubscriptionChangeReason, work: () => Promise<unknown>) => Promise<StatusChanged>,
): Promise<void> {
  let orderId = ''
  const user = await app.user()
  const created = await next('CREATED', async () => {
    orderId = (await app.toss.post('/subscriptions', { userKey: user.userKey })).orderId
  })
  const { previous, current } = created.subscription
  const isBare = previous === undefined && current.expiresAt === null
  notebook.holds(named('webhook.created'), isBare ? 'no previous, expiresAt null' : 'previous, or expiresAt', {
    field: `${id} CREATED`,
    expected: 'no previous state, and current.expiresAt is null',
    holds: isBare,
  })
  const step =
    (name: string, body: object = {}) =>
    () =>
      app.toss.post(`/subscriptions/${orderId}/${name}`, body)
  const path: readonly [SubscriptionChangeReason, string, string, object?][] = [
    ['RENEWED', 'renew', 'ACTIVE'],
    ['EXTENDED', 'extend', 'ACTIVE', { days: 3 }],
    ['AUTO_RENEW_DISABLED', 'cancel-auto-renewal', 'ACTIVE'],
    ['AUTO_RENEW_ENABLED', 'enable-auto-renewal', 'ACTIVE'],
    ['ENTERED_GRACE_PERIOD', 'enter-grace-period', 'IN_GRACE_PERIOD'],
    ['RECOVERED', 'recover', 'ACTIVE'],
    ['ENTERED_GRACE_PERIOD', 'enter-grace-period', 'IN_GRACE_PERIOD'],
    ['ON_HOLD', 'hold', 'ON_HOLD'],
    ['RECOVERED', 'recover', 'ACTIVE'],
    ['PAUSED', 'pause', 'PAUSED'],
    ['RECOVERED', 'recover', 'ACTIVE'],
    ['EXPIRED', 'expire', 'EXPIRED'],
    ['RESTARTED', 'restart', 'ACTIVE'],
    ['REVOKED', 'revoke', 'REVOKED'],
  ]
  let last = created.occurredAt
  for (const [reason, name, status, body] of path) {
    const event = await next(reason, step(name, body))
    const { current: after } = event.subscription
    const isLater = event.occurredAt > last
    last = event.occurredAt
    notebook.holds(
      named('webhook.occurredAt'),
      isLater ? 'later than the one before' : 'not later than the one before',
      {
        field: `${id} request.body.occurredAt`,
        expected: 'later than that of the event before',
        holds: isLater,
      },
    )
    notebook.holds(named('subscription.arrows'), `${reason} → ${after.status}`, {
      field: `${id} ${reason}`,
      expected: status,
      holds: after.status === status,
    })
    const hasAccess = status === 'ACTIVE' || status === 'IN_GRACE_PERIOD'
    notebook.holds(named('subscription.access'), `${after.status}: ${after.accessGranted}`, {
      field: `${id} accessGranted of ${status}`,
      expected: String(hasAccess),
      holds: after.accessGranted === hasAccess,
    })
    if (reason !== 'AUTO_RENEW_DISABLED') continue
    notebook.holds(named('webhook.cancelledStaysActive'), `${after.status}, autoRenew ${after.autoRenew}`, {
      field: `${id} AUTO_RENEW_DISABLED`,
      expected: 'ACTIVE, autoRenew false',
      holds: after.status === 'ACTIVE' && after.autoRenew === false,
    })
  }
}

/** A webhook that does not take the verification, and one that does not take an event. */
async function refusals({ app, receiver, notebook }: Stage, path: string): Promise<void> {
  receiver.answer('/subscription-refused', 500)
  const refused = { url: `${receiver.url}/subscription-refused`, basicAuth }
  const { status } = await app.toss.attempt('PUT', '/callbacks/subscription', refused)
  const { subscription } = await app.toss.get('/callbacks')
  const stays = status >= 400 && subscription?.url === `${receiver.url}${path}`
  notebook.holds(named('webhook.refused', 'answer'), stays ? 'not taken, the setting stays' : 'taken', {
    field: `${id} registration`,
    expected: 'not taken without a 2xx, and the setting stays',
    holds: stays,
  })
  await app.toss.attempt('DELETE', '/callbacks/subscription')
  await app.toss.attempt('PUT', '/callbacks/subscription', refused)
  await app.toss.post('/subscriptions', { userKey: (await app.user()).userKey })
  await app.toss.post('/callbacks/settled', {})
  const events = receiver.at('/subscription-refused').filter(({ body }) => isChange(body))
  notebook.holds(named('webhook.verifiedFirst'), `${events.length} events without a verification`, {
    field: `${id} without a verification`,
    expected: 'no event',
    holds: events.length === 0,
  })

  const deaf = '/subscription-deaf'
  await app.toss.put('/callbacks/subscription', { url: `${receiver.url}${deaf}`, basicAuth })
  receiver.answer(deaf, 500)
  await app.toss.post('/subscriptions', { userKey: (await app.user()).userKey })
  await app.toss.post('/callbacks/settled', {})
  const times = receiver.at(deaf).filter(({ body }) => isChange(body)).length
  notebook.holds(named('delivery.attempts'), `sent ${times} time${times === 1 ? '' : 's'} (answered 500)`, {
    field: `${id} attempts`,
    expected: 'sent once',
    holds: times === 1,
  })
  await app.toss.attempt('DELETE', '/callbacks/subscription')
}

function isChange(body: unknown): boolean {
  return (body as { eventType?: unknown } | undefined)?.eventType === 'subscription.status_changed'
}
