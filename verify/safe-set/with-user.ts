import type { OperationId } from '../../contracts/index.js'
import type { Invented } from './invented.js'
import type { ProbeRow } from './probe.js'

/**
 * What can be asked only in the name of a user of the mini-app, and still changes nothing: a payment and a template set
 * that do not exist.
 */
export function probesWithUser(
  { payToken, orderNo, templateSetCode, deploymentId }: Invented,
  userKey: string,
): ProbeRow[] {
  const probe = (operation: OperationId, sends: string, code: string, json: object): ProbeRow => ({
    sends: `${sends}, for the given user`,
    harmless: operation.startsWith('pay.') ? 'the payment does not exist' : 'the template set does not exist',
    request: { operation, headers: { 'x-toss-user-key': userKey }, json },
    fails: code,
  })
  const reason = 'invented'
  return [
    probe('pay.getPaymentStatus', 'an invented orderNo', 'TRANSACTION_NOT_FOUND', { orderNo, isTestPayment: true }),
    probe('pay.executePayment', 'an invented payToken', 'TRANSACTION_NOT_FOUND', { payToken, isTestPayment: true }),
    probe('pay.refundPayment', 'an invented payToken', 'TRANSACTION_NOT_FOUND', {
      payToken,
      reason,
      isTestPayment: true,
    }),
    probe('messenger.sendMessage', 'an invented template set', '5004', {
      templateSetCode,
      context: {},
    }),
    probe('messenger.sendTestMessage', 'an invented template set', '5004', {
      templateSetCode,
      deploymentId,
      context: {},
    }),
  ]
}
