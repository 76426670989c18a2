import { describe, expect, it } from 'vitest'
import {
  type CallbackId,
  type CallbackRequest,
  callbacks,
  subscriptionChangeReasons,
  subscriptionStatuses,
  unlinkReferrers,
} from '../../contracts/index.js'
import { compileSchema } from '../../contracts/schema-compiler.js'

function accepting(id: CallbackId, method: 'GET' | 'POST', payload: unknown): readonly CallbackRequest[] {
  const requests: readonly CallbackRequest[] = callbacks.find((callback) => callback.id === id)?.requests ?? []
  return requests.filter((request) => request.method === method && compileSchema(request.schema)(payload))
}

describe('the unlink callback', () => {
  it.each(unlinkReferrers)('is taken with referrer %s, as query and as body', (referrer) => {
    expect(accepting('callbacks.unlink', 'GET', { userKey: '443731103', referrer })).toHaveLength(1)
    expect(accepting('callbacks.unlink', 'POST', { userKey: 443731103, referrer })).toHaveLength(1)
  })

  it.each([
    ['another referrer', { userKey: 443731103, referrer: 'DELETED' }],
    ['a referrer in lower case', { userKey: 443731103, referrer: 'unlink' }],
    ['no referrer', { userKey: 443731103 }],
    ['no userKey', { referrer: 'UNLINK' }],
    ['a userKey as a string', { userKey: '443731103', referrer: 'UNLINK' }],
  ])('is refused as body with %s', (_, body) => {
    expect(accepting('callbacks.unlink', 'POST', body)).toEqual([])
  })

  it('is refused as query with a userKey that is not a number', () => {
    expect(accepting('callbacks.unlink', 'GET', { userKey: 'user-1', referrer: 'UNLINK' })).toEqual([])
  })
})

describe('the subscription webhook', () => {
  const current = { status: 'ACTIVE', accessGranted: true, expiresAt: '2026-12-21T00:00:00+09:00', autoRenew: true }
  const event = {
    eventType: 'subscription.status_changed',
    eventVersion: '1.0',
    occurredAt: '2026-11-21T00:00:00+09:00',
    orderId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0',
    sku: 'ait.0000010000.af647449.3bd55cfd00.0000000475',
    changeReason: 'RENEWED',
    subscription: { previous: { ...current, status: 'IN_GRACE_PERIOD' }, current },
  }

  it('is taken as registration verification', () => {
    const body = { eventType: 'callback.registration_verification', occurredAt: '2026-11-21T00:00:00+09:00' }
    expect(accepting('callbacks.subscription', 'POST', body)).toHaveLength(1)
  })

  it('is taken with every reason and every status', () => {
    for (const changeReason of subscriptionChangeReasons) {
      for (const status of subscriptionStatuses) {
        const body = { ...event, changeReason, subscription: { current: { ...current, status } } }
        expect(accepting('callbacks.subscription', 'POST', body), `${changeReason} ${status}`).toHaveLength(1)
      }
    }
    expect(accepting('callbacks.subscription', 'POST', event)).toHaveLength(1)
  })

  it.each([
    ['another event', { ...event, eventType: 'order.paid' }],
    ['another reason', { ...event, changeReason: 'CANCELLED' }],
    ['another version', { ...event, eventVersion: '2.0' }],
    ['another status', { ...event, subscription: { current: { ...current, status: 'CANCELED' } } }],
    ['no current state', { ...event, subscription: { previous: current } }],
    ['accessGranted as a string', { ...event, subscription: { current: { ...current, accessGranted: 'true' } } }],
    ['a null orderId', { ...event, orderId: null }],
  ])('is refused with %s', (_, body) => {
    expect(accepting('callbacks.subscription', 'POST', body)).toEqual([])
  })
})
