import { Agent, request } from 'undici'
import {
  checkResponse,
  operations,
  type PayStatus,
  type RequestBodyOf,
  type SuccessOf,
} from '../../../contracts/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../../mock-server/index.js'

/** The payload of each operation's SUCCESS. */
interface Payloads {
  'pay.makePayment': SuccessOf<'pay.makePayment'>
  'pay.executePayment': SuccessOf<'pay.executePayment'>
  'pay.refundPayment': SuccessOf<'pay.refundPayment'>
  'pay.getPaymentStatus': SuccessOf<'pay.getPaymentStatus'>
}

export type PayId = keyof Payloads

/** How a call was answered. */
export interface Answer {
  readonly status: number
  readonly resultType: string
  readonly errorCode: string | undefined
  readonly error: { readonly reason: string; readonly data: unknown } | undefined
}

/** An answer of the partner API, found to keep the contract. */
export interface Reply<Id extends PayId> extends Answer {
  readonly success: Payloads[Id]
}

/** Who calls; the partner's own user by default. */
export interface Caller {
  readonly userKey?: number
  readonly anonKey?: string
  /** In place of the headers that name the user. */
  readonly headers?: Readonly<Record<string, string>>
}

type MakeRequest = RequestBodyOf<'pay.makePayment'>

/** A mini-app's server that speaks HTTPS with its certificate, and a mock for it to speak to. */
export interface Partner extends AsyncDisposable {
  readonly mock: MockServer
  /** A linked user. */
  readonly userKey: number
  call<Id extends PayId>(id: Id, body: object, caller?: Caller): Promise<Reply<Id>>
  /** make-payment of 25,000 won in the sandbox, with a fresh orderNo; gives the payToken. */
  make(changes?: Partial<MakeRequest>, caller?: Caller): Promise<string>
  execute(payToken: string, changes?: object): Promise<Reply<'pay.executePayment'>>
  refund(payToken: string, changes?: object): Promise<Reply<'pay.refundPayment'>>
  status(payToken: string): Promise<SuccessOf<'pay.getPaymentStatus'>>
  /** Makes, approves and executes a payment. */
  paid(changes?: Partial<MakeRequest>): Promise<string>
  /** Makes a payment and brings it to this status, on the shortest way. */
  bring(status: PayStatus): Promise<string>
}

export async function startPartner(options: MockServerOptions = {}): Promise<Partner> {
  return partnerOf(await startMockServer({ controlPort: false, ...options }))
}

/** The same with a mock that is there; it is closed with it. */
export async function partnerOf(mock: MockServer): Promise<Partner> {
  // Tests here set the clock decades ahead, where a certificate of 390 days would have expired.
  const { cert, key, ca } = await mock.toss.certificates.issue({ validDays: 36_500 })
  const agent = new Agent({ connect: { cert, key, ca }, connections: 50 })
  const { userKey } = await mock.toss.logIn()
  let orders = 0

  const partner: Partner = {
    mock,
    userKey,
    async call(id, body, caller = {}) {
      const operation = operations.find((known) => known.id === id)
      const { statusCode, body: answer } = await request(`${mock.payBaseUrl}${operation?.path}`, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...userHeaders({ userKey, ...caller }) },
        body: JSON.stringify(body),
      })
      const envelope = (await answer.json()) as Record<string, never>
      const violations = checkResponse(id, { status: statusCode, body: envelope })
      if (violations.length > 0) throw new Error(violations.map(({ message }) => message).join('\n'))
      const { resultType, success, error } = envelope as unknown as {
        resultType: string
        success: never
        error?: { errorCode: string; reason: string; data: unknown } | null
      }
      return { status: statusCode, resultType, success, errorCode: error?.errorCode, error: error ?? undefined }
    },
    async make(changes, caller) {
      const reply = await partner.call(
        'pay.makePayment',
        makeRequest({ orderNo: `order-${++orders}`, ...changes }),
        caller,
      )
      if (reply.resultType !== 'SUCCESS') throw new Error(`make-payment failed: ${JSON.stringify(reply)}`)
      return reply.success.payToken
    },
    execute: (payToken, changes) => partner.call('pay.executePayment', { payToken, isTestPayment: true, ...changes }),
    refund: (payToken, changes) =>
      partner.call('pay.refundPayment', { payToken, reason: '단순 변심', isTestPayment: true, ...changes }),
    async status(payToken) {
      const { success } = await partner.call('pay.getPaymentStatus', { payToken, isTestPayment: true })
      return success
    },
    async paid(changes) {
      const payToken = await partner.make(changes)
      await mock.toss.payments.approve(payToken)
      const { resultType } = await partner.execute(payToken)
      if (resultType !== 'SUCCESS') throw new Error('execute-payment failed')
      return payToken
    },
    async bring(status) {
      const { payments } = mock.toss
      const payToken = await partner.make()
      if (status === 'PAY_STANDBY') return payToken
      if (status === 'PAY_CANCEL') await payments.cancel(payToken)
      else await payments.approve(payToken)
      if (status === 'PAY_APPROVED' || status === 'PAY_CANCEL') return payToken
      if (status === 'PAY_PROGRESS') await payments.hold(payToken)
      await partner.execute(payToken)
      if (status === 'SETTLEMENT_COMPLETE') await payments.settle(payToken)
      if (status === 'REFUND_PROGRESS') await payments.hold(payToken)
      if (status.includes('REFUND')) await partner.refund(payToken)
      if (status === 'SETTLEMENT_REFUND_COMPLETE') await payments.settle(payToken)
      const { payStatus } = await partner.status(payToken)
      if (payStatus !== status) throw new Error(`brought to ${payStatus}, not to ${status}`)
      return payToken
    },
    async [Symbol.asyncDispose]() {
      await agent.close()
      await mock.close()
    },
  }
  return partner
}

/** A request that is good as it stands. */
export function makeRequest(changes: object = {}): object {
  return {
    orderNo: 'order',
    productDesc: '토스 티셔츠',
    amount: 25_000,
    amountTaxFree: 0,
    isTestPayment: true,
    ...changes,
  }
}

function userHeaders({ userKey, anonKey, headers }: Caller): Record<string, string> {
  if (headers !== undefined) return { ...headers }
  return anonKey === undefined ? { 'x-toss-user-key': String(userKey) } : { 'x-anon-key': anonKey }
}

/** The same user, by userKey and by anonymous key; linked. */
export async function otherUser({ mock }: Partner, name = '이토스'): Promise<{ userKey: number; anonKey: string }> {
  const { userKey } = await mock.toss.logIn({ profile: { name } })
  return mock.toss.users.get(userKey)
}
