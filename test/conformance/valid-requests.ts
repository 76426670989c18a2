import { randomUUID } from 'node:crypto'
import type { OperationId } from '../../contracts/index.js'
import type { CallInput } from './stage.js'

const isTestPayment = true

/** A body for each operation that keeps the contract. What it names does not exist. */
export function validRequests(): Readonly<Record<OperationId, CallInput>> {
  const bearer = { headers: { Authorization: 'Bearer not.a.token' } }
  const message = { templateSetCode: 'verify-unknown', context: {} }
  const promotion = { promotionCode: 'verify-unknown', key: 'verify-unknown' }
  return {
    'login.generateToken': { json: { authorizationCode: 'verify-unknown', referrer: 'DEFAULT' } },
    'login.refreshToken': { json: { refreshToken: 'verify-unknown' } },
    'login.loginMe': bearer,
    'login.removeByAccessToken': { ...bearer, json: {} },
    'login.removeByUserKey': { json: { userKey: 1 } },
    'anonymousKey.verify': { headers: { 'x-anon-key': 'verify-unknown' }, json: {} },
    'anonymousKey.exchange': { json: { code: 'verify-unknown' } },
    'pay.makePayment': {
      json: { orderNo: `verify-${randomUUID()}`, productDesc: '확인', amount: 1, amountTaxFree: 0, isTestPayment },
    },
    'pay.executePayment': { json: { payToken: 'verifyunknown', isTestPayment } },
    'pay.refundPayment': { json: { payToken: 'verifyunknown', reason: '확인', isTestPayment } },
    'pay.getPaymentStatus': { json: { payToken: 'verifyunknown', isTestPayment } },
    'iap.getOrderStatus': { json: { orderId: randomUUID() } },
    'messenger.sendMessage': { json: message },
    'messenger.sendTestMessage': { json: { ...message, deploymentId: randomUUID() } },
    'messenger.sendBulkMessage': {
      json: { templateSetCode: 'verify-unknown', contextList: [{ userKey: 1, context: {} }] },
    },
    'promotion.getKey': { json: {} },
    'promotion.executePromotion': { json: { ...promotion, amount: 1 } },
    'promotion.executionResult': { json: promotion },
  }
}
