import { describe, expect, it } from 'vitest'
import { checkCallback } from '../../contracts/index.js'

const headers = { Authorization: 'Basic dXNlcjpwYXNz' }
const event = {
  eventType: 'subscription.status_changed',
  eventVersion: '1.0',
  occurredAt: '2026-05-06T00:00:00',
  orderId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0',
  sku: 'ait.0000010000.af647449.3bd55cfd00.0000000475',
  changeReason: 'CREATED',
  subscription: { current: { status: 'ACTIVE', accessGranted: true, expiresAt: null, autoRenew: true } },
}
const verification = { eventType: 'callback.registration_verification', occurredAt: '2026-05-06T00:00:00' }

/** `field rule` of each violation. */
const broken = (...call: Parameters<typeof checkCallback>) =>
  checkCallback(...call).map(({ field, rule }) => `${field} ${rule}`)

describe('checkCallback', () => {
  it('finds nothing wrong with what Toss sends', () => {
    const unlink = { userKey: 443731103, referrer: 'UNLINK' }
    expect(broken('callbacks.unlink', { method: 'POST', headers, body: unlink })).toEqual([])
    const query = { userKey: '443731103', referrer: 'UNLINK' }
    expect(broken('callbacks.unlink', { method: 'GET', headers, query })).toEqual([])
    for (const body of [event, verification]) {
      expect(broken('callbacks.subscription', { method: 'POST', headers, body })).toEqual([])
      expect(broken('callbacks.subscription', { method: 'POST', headers: {}, body })).toEqual([])
    }
  })

  it('names the field and the rule', () => {
    const body = { userKey: '443731103' }
    expect(broken('callbacks.unlink', { method: 'POST', headers: {}, body })).toEqual([
      'request.headers.authorization required',
      'request.body.referrer required',
      'request.body.userKey type',
    ])
    expect(broken('callbacks.unlink', { method: 'GET', headers })).toEqual(['request.query type'])
    expect(broken('callbacks.unlink', { method: 'PUT', headers, body })).toEqual(['request.method enum'])
    expect(broken('callbacks.subscription', { method: 'GET', headers, body: event })).toEqual(['request.method enum'])
    const wrong = { ...event, changeReason: 'CANCELLED', occurredAt: 'yesterday' }
    expect(broken('callbacks.subscription', { method: 'POST', headers, body: wrong })).toEqual([
      'request.body.occurredAt pattern',
      'request.body.changeReason enum',
    ])
  })

  it('says which events there are', () => {
    const [violation] = checkCallback('callbacks.subscription', {
      method: 'POST',
      headers,
      body: { eventType: 'order.paid' },
    })
    expect(violation).toMatchObject({ field: 'request.body.eventType', rule: 'enum' })
    expect(violation?.message).toContain('subscription.status_changed')
    expect(broken('callbacks.subscription', { method: 'POST', headers, body: null })).toEqual(['request.body type'])
    expect(broken('callbacks.subscription', { method: 'POST', headers, body: {} })).toEqual([
      'request.body.eventType required',
    ])
  })

  it('hides the authorization in what it says', () => {
    const sent = { method: 'POST', headers: { authorization: 'Bearer geheim' }, body: verification }
    const [violation] = checkCallback('callbacks.subscription', sent)
    expect(violation).toMatchObject({ field: 'request.headers.authorization', rule: 'pattern' })
    expect(JSON.stringify(violation)).not.toContain('geheim')
    expect(checkCallback('callbacks.subscription', sent, { 'callbacks.webhookAuthorization': 'bearer' })).toEqual([])
    const basic = { ...sent, headers }
    expect(broken('callbacks.subscription', basic, { 'callbacks.webhookAuthorization': 'bearer' })).toEqual([
      'request.headers.authorization pattern',
    ])
  })
})
