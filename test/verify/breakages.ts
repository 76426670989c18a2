import { expect } from 'vitest'
import type { MockServer } from '../../mock-server/index.js'
import { type BrokenServer, type PassingAnswer, type PassingRequest, startBrokenServer } from './broken-server.js'

/** A way to break a server, and the one finding that it must lead to. */
export interface Breakage {
  readonly name: string
  readonly acceptsNoCertificate?: boolean
  readonly acceptsTls11?: boolean
  readonly answer?: (answer: PassingAnswer, request: PassingRequest) => void
  readonly finding: { readonly field: string; readonly rule: string; readonly expected: unknown; readonly got: unknown }
  /** A behaviour in which it must show. */
  readonly shows: string
}

const isFail = ({ json }: PassingAnswer) => json?.resultType === 'FAIL'
const isSuccess = ({ json }: PassingAnswer) => json?.resultType === 'SUCCESS'
const issuesTokens = ({ path }: PassingRequest) => /\/(generate|refresh)-token$/.test(path)
const at = (end: string, { path }: PassingRequest) => path.endsWith(end)

/** What is wrong with the wire: the shapes, statuses and handshakes that a careless imitation gets wrong. */
export const wireBreakages: readonly Breakage[] = [
  {
    name: 'errorCode is a number where it is digits',
    answer(answer) {
      if (isFail(answer) && /^\d+$/.test(answer.json.error.errorCode)) {
        answer.json.error.errorCode = Number(answer.json.error.errorCode)
      }
    },
    finding: { field: 'response.body.error.errorCode', rule: 'type', expected: 'a string', got: '4010' },
    shows: 'pay.executePayment/4010',
  },
  {
    name: 'expiresIn is a string',
    answer(answer, request) {
      if (isSuccess(answer) && issuesTokens(request)) answer.json.success.expiresIn = `${answer.json.success.expiresIn}`
    },
    finding: { field: 'response.body.success.expiresIn', rule: 'type', expected: 'an integer', got: '"3599"' },
    shows: 'login.generateToken/success',
  },
  {
    name: 'an unknown order is HTTP 500',
    answer(answer) {
      if (answer.json?.success?.status === 'NOT_FOUND') answer.status = 500
    },
    finding: { field: 'response.status', rule: 'const', expected: '200', got: '500' },
    shows: 'iap.getOrderStatus/orderStatus.alwaysSuccess',
  },
  {
    name: 'an unknown path is an HTML page',
    answer(answer) {
      if (answer.status !== 404) return
      answer.contentType = 'text/html'
      answer.text = '<html><body>Not Found</body></html>'
    },
    finding: { field: 'response.body', rule: 'json', expected: 'JSON', got: /^text\/html: <html>/ },
    shows: 'http/unknown-path',
  },
  {
    name: 'a client certificate is asked for, and not demanded',
    acceptsNoCertificate: true,
    finding: {
      field: 'handshake',
      rule: 'refused',
      expected: 'no HTTP reply',
      got: /^accepted: HTTP 200 over TLSv1\.3$/,
    },
    shows: 'tls/no-certificate-1.3',
  },
  {
    name: 'the scope of tokens is separated by commas',
    answer(answer, request) {
      if (isSuccess(answer) && issuesTokens(request)) {
        answer.json.success.scope = answer.json.success.scope.replaceAll(' ', ',')
      }
    },
    finding: { field: 'response.body.success.scope', rule: 'pattern', expected: /^text that matches/, got: /,/ },
    shows: 'login.refreshToken/success',
  },
  {
    name: 'userKey is a string',
    answer(answer, request) {
      if (isSuccess(answer) && at('/login-me', request)) answer.json.success.userKey = `${answer.json.success.userKey}`
    },
    finding: { field: 'response.body.success.userKey', rule: 'type', expected: 'an integer', got: /^"\d+"$/ },
    shows: 'login.loginMe/success',
  },
  {
    name: 'success: null is left out',
    answer(answer) {
      if (isFail(answer)) delete answer.json.success
    },
    finding: { field: 'response.body.success', rule: 'required', expected: 'null', got: 'nothing' },
    shows: 'promotion.executePromotion/4100',
  },
  {
    name: 'a wrong method is HTTP 404',
    answer(answer) {
      if (answer.status === 405) answer.status = 404
    },
    finding: { field: 'response.status', rule: 'const', expected: '405', got: /^HTTP 404 / },
    shows: 'iap.getOrderStatus/orderStatus.postOnly',
  },
  {
    name: 'TLS 1.1 is spoken',
    acceptsTls11: true,
    finding: { field: 'handshake', rule: 'refused', expected: 'no HTTP reply', got: 'accepted: HTTP 200 over TLSv1.1' },
    shows: 'tls/version-1.1',
  },
]

/** Remembers the first answer to a request that succeeded, and gives it to every repetition. */
function replay(end: string) {
  const succeeded = new Map<string, string>()
  return (answer: PassingAnswer, request: PassingRequest) => {
    if (!at(end, request)) return
    const earlier = succeeded.get(request.body)
    if (isSuccess(answer)) succeeded.set(request.body, JSON.stringify(answer.json))
    else if (earlier !== undefined && isFail(answer)) answer.json = JSON.parse(earlier)
  }
}

/** What is wrong with the behaviour behind answers that look right, each of their own kind. */
export const behaviourBreakages: readonly Breakage[] = [
  {
    name: 'an anonymous key is confirmed with a boolean',
    answer(answer, request) {
      if (isSuccess(answer) && at('/anon-key/verify', request)) answer.json.success = true
    },
    finding: { field: 'response.body.success', rule: 'type', expected: 'a string', got: 'true' },
    shows: 'anonymousKey.verify/success',
  },
  {
    name: 'the code of an anonymous key works again and again',
    answer: replay('/anon-key/exchange'),
    finding: { field: 'anonymousKey.exchange', rule: 'answer', expected: '4011', got: 'HTTP 200 SUCCESS (anonKey)' },
    shows: 'anonymousKey.exchange/anonCode.singleUse',
  },
  {
    name: 'the sku of an unknown order is null, and its moment is absent',
    answer(answer) {
      if (answer.json?.success?.status === 'NOT_FOUND') answer.json.success.sku = null
    },
    finding: {
      field: 'response.body.success.sku',
      rule: 'value',
      expected: /^absent/,
      got: 'NOT_FOUND: not the same for both',
    },
    shows: 'iap.getOrderStatus/orderStatus.unknown',
  },
  {
    name: 'the order of another mini-app is NOT_FOUND',
    answer(answer) {
      if (answer.json?.success?.status === 'MINIAPP_MISMATCH') answer.json.success.status = 'NOT_FOUND'
    },
    finding: {
      field: 'response.body.success.status',
      rule: 'value',
      expected: /MINIAPP_MISMATCH/,
      got: /NOT_FOUND/,
    },
    shows: 'iap.getOrderStatus/orderStatus.unknown',
  },
  {
    name: 'login-me does not tell user_key',
    answer(answer, request) {
      if (isSuccess(answer) && at('/login-me', request)) {
        answer.json.success.scope = answer.json.success.scope.replace(',user_key', '')
      }
    },
    finding: {
      field: 'response.body.success.scope',
      rule: 'value',
      expected: 'user_key among the scopes',
      got: 'user_key is not in scope',
    },
    shows: 'login.loginMe/success',
  },
  {
    name: 'execution-result is an object',
    answer(answer, request) {
      if (isSuccess(answer) && at('/execution-result', request)) answer.json.success = { status: answer.json.success }
    },
    finding: { field: 'response.body.success', rule: 'type', expected: 'a string', got: /status/ },
    shows: 'promotion.executionResult/success',
  },
  {
    name: 'a used promotion key is answered 4110',
    answer(answer, { path }) {
      if (answer.json?.error?.errorCode !== '4113' || !path.endsWith('/execute-promotion')) return
      Object.assign(answer.json.error, { errorCode: '4110', reason: '리워드를 지급/회수할 수 없어요' })
    },
    finding: { field: 'promotion.executePromotion', rule: 'answer', expected: '4113', got: /FAIL 4110/ },
    shows: 'promotion.executePromotion/key.once',
  },
  {
    name: 'a refund has another amount',
    answer(answer, request) {
      if (isSuccess(answer) && at('/refund-payment', request)) answer.json.success.refundedAmount -= 1
    },
    finding: { field: 'response.body.success.refundedAmount', rule: 'value', expected: /1000/, got: /999/ },
    shows: 'pay.refundPayment/refund.full',
  },
  {
    name: 'the reason of TRANSACTION_NOT_FOUND is English',
    answer(answer) {
      if (answer.json?.error?.errorCode === 'TRANSACTION_NOT_FOUND') answer.json.error.reason = 'no such transaction'
    },
    finding: {
      field: 'response.body.error.reason',
      rule: 'text',
      expected: /존재하지 않는/,
      got: '"no such transaction"',
    },
    shows: 'pay.getPaymentStatus/TRANSACTION_NOT_FOUND',
  },
  {
    name: 'push off is a failure',
    answer(answer, request) {
      if (!at('/send-message', request) || !isSuccess(answer) || answer.json.success.sentPushCount > 0) return
      answer.json = {
        resultType: 'FAIL',
        success: null,
        error: { errorType: 0, errorCode: '4010', reason: '인증 정보를 찾을 수 없어요.', data: {} },
      }
    },
    finding: { field: 'messenger.sendMessage', rule: 'answer', expected: 'SUCCESS', got: /FAIL 4010/ },
    shows: 'messenger.sendMessage/message.pushOff',
  },
]

/** A server that is broken in all of these ways, in front of a mock. */
export function startBroken(mock: MockServer, breakages: readonly Breakage[]): Promise<BrokenServer> {
  const is = (name: 'acceptsNoCertificate' | 'acceptsTls11') => breakages.some((breakage) => breakage[name] === true)
  return startBrokenServer(mock, {
    acceptsNoCertificate: is('acceptsNoCertificate'),
    acceptsTls11: is('acceptsTls11'),
    answers: breakages.flatMap(({ answer }) => answer ?? []),
  })
}

/** The findings that they must lead to. */
export function expectedOf(breakages: readonly Breakage[]): object[] {
  const like = (value: unknown) => (value instanceof RegExp ? expect.stringMatching(value) : value)
  return breakages.map(({ finding: { field, rule, expected: wanted, got }, shows }) => ({
    field,
    rule,
    expected: like(wanted),
    got: like(got),
    behaviours: expect.arrayContaining([shows]),
  }))
}
