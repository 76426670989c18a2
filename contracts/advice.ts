import { type AdviceCode, adviceTable } from './advice-table.js'
import type { OperationId } from './catalogue.js'
import { type Headers, headerValue } from './header-value.js'
import { anonymousKeyHeader, tossUserKeyHeader } from './user-headers.js'

/** An exchange as the journal has it, or as recorded traffic can be read. */
export interface ObservedExchange {
  /** Null where no operation was meant. */
  readonly operation: OperationId | null
  readonly request: { readonly headers: unknown; readonly body: unknown }
  /** Null or 0 where no answer came. */
  readonly status: number | null
  readonly response: { readonly body: unknown } | null
}

/** A habit that traffic shows. */
export interface Advice {
  readonly code: AdviceCode
  readonly operation: OperationId
  /** One English sentence about this very case. */
  readonly message: string
  readonly fix: string
  /** The exchanges concerned, by their place in the list, oldest first. */
  readonly exchanges: readonly number[]
}

/**
 * What is wrong about a sequence of exchanges of one mini-app, oldest first, although each of them keeps the contract. Values
 * that are redacted are not compared, so that a redacted journal leads to no advice rather than to a wrong one.
 *
 * @example
 * ```ts
 * adviceOf(journal.exchanges({ miniApp: 'my-mini-app' })).map(({ code }) => code) // ['payment-executed-again']
 * ```
 */
export function adviceOf(exchanges: readonly ObservedExchange[]): Advice[] {
  return exchanges.flatMap((exchange, index) => {
    const check = exchange.operation === null ? undefined : checks[exchange.operation]
    return check === undefined ? [] : check(exchange, exchanges.slice(0, index))
  })
}

type Check = (exchange: ObservedExchange, earlier: readonly ObservedExchange[]) => Advice[]

const checks: Partial<Record<OperationId, Check>> = {
  'pay.executePayment': (exchange, earlier) => moneyMovedAgain('payment-executed-again', exchange, earlier),
  'pay.refundPayment': (exchange, earlier) => moneyMovedAgain('payment-refunded-again', exchange, earlier),
  'promotion.executePromotion': grantedAgain,
  'login.generateToken': codeUsedAgain,
}

function moneyMovedAgain(
  code: 'payment-executed-again' | 'payment-refunded-again',
  exchange: ObservedExchange,
  earlier: readonly ObservedExchange[],
): Advice[] {
  const payToken = text(exchange, 'payToken')
  if (payToken === undefined) return []
  const first = earlier.findLastIndex(
    (other) =>
      other.operation === exchange.operation && text(other, 'payToken') === payToken && outcomeOf(other) !== 'refused',
  )
  if (first === -1) return []
  const orderNo = text(exchange, 'orderNo')
  const lookedUp = earlier
    .slice(first + 1)
    .some(
      (other) =>
        other.operation === 'pay.getPaymentStatus' &&
        (text(other, 'payToken') === payToken || (orderNo !== undefined && text(other, 'orderNo') === orderNo)),
    )
  if (lookedUp) return []
  const name = code === 'payment-executed-again' ? 'execute-payment' : 'refund-payment'
  const before = said(earlier[first] as ObservedExchange)
  const message = `${name} was called again for the same payToken after it had answered ${before}, and get-payment-status was not asked in between.`
  return [advice(code, exchange, message, [first, earlier.length])]
}

function grantedAgain(exchange: ObservedExchange, earlier: readonly ObservedExchange[]): Advice[] {
  const key = text(exchange, 'key')
  const user = userOf(exchange)
  if (key === undefined || user === undefined) return []
  const first = earlier.findLastIndex((other) => {
    const otherKey = text(other, 'key')
    return (
      other.operation === 'promotion.executePromotion' &&
      otherKey !== undefined &&
      otherKey !== key &&
      userOf(other) === user &&
      text(other, 'promotionCode') === text(exchange, 'promotionCode') &&
      outcomeOf(other) === 'unclear'
    )
  })
  if (first === -1) return []
  const unsettled = earlier[first] as ObservedExchange
  const settled = earlier
    .slice(first + 1)
    .some(
      (other) =>
        (other.operation === 'promotion.executionResult' || other.operation === 'promotion.executePromotion') &&
        text(other, 'key') === text(unsettled, 'key') &&
        outcomeOf(other) !== 'unclear',
    )
  if (settled) return []
  const message = `execute-promotion was called with a new key for the same user and promotion after it had answered ${said(unsettled)}: both can grant.`
  return [advice('points-granted-with-new-key', exchange, message, [first, earlier.length])]
}

function codeUsedAgain(exchange: ObservedExchange, earlier: readonly ObservedExchange[]): Advice[] {
  const authorizationCode = text(exchange, 'authorizationCode')
  if (authorizationCode === undefined) return []
  const first = earlier.findIndex(
    (other) =>
      other.operation === 'login.generateToken' &&
      text(other, 'authorizationCode') === authorizationCode &&
      outcomeOf(other) === 'done',
  )
  if (first === -1) return []
  const message = 'generate-token was called with an authorization code that it had exchanged already.'
  return [advice('authorization-code-used-again', exchange, message, [first, earlier.length])]
}

function advice(
  code: AdviceCode,
  { operation }: ObservedExchange,
  message: string,
  exchanges: readonly number[],
): Advice {
  return { code, operation: operation as OperationId, message, fix: adviceTable[code].fix, exchanges }
}

/** `refused`: nothing happened. `unclear`: it may have happened. */
type ObservedOutcome = 'done' | 'refused' | 'unclear'

function outcomeOf({ status, response }: ObservedExchange): ObservedOutcome {
  const { resultType } = (response?.body ?? {}) as { resultType?: unknown }
  if (!status) return 'unclear'
  if (resultType === 'SUCCESS') return 'done'
  return resultType === 'FAIL' && status < 500 ? 'refused' : 'unclear'
}

function said({ status, response }: ObservedExchange): string {
  const { resultType } = (response?.body ?? {}) as { resultType?: unknown }
  if (!status) return 'nothing'
  return typeof resultType === 'string' && resultType !== 'FAIL' ? resultType : `HTTP ${status}`
}

/** A field of the request's body, where it is text and not redacted. */
function text({ request }: ObservedExchange, field: string): string | undefined {
  const value = (request.body as Record<string, unknown> | null | undefined)?.[field]
  return typeof value === 'string' && !value.startsWith('[redacted') ? value : undefined
}

function userOf({ request }: ObservedExchange): string | undefined {
  const headers = (request.headers ?? {}) as Headers
  const user = headerValue(headers, tossUserKeyHeader.name) ?? headerValue(headers, anonymousKeyHeader.name)
  return user?.startsWith('[redacted') ? undefined : user
}
