import type { OperationId } from '../../contracts/index.js'
import type { Invented } from './invented.js'
import { harmless, type ProbeRow } from './probe.js'

/**
 * Toss Pay. make-payment is never sent complete: a server that does not look at the user would make a payment. The others
 * name a user and a payment that do not exist.
 */
export function payProbes({ userKey, payToken, orderNo }: Invented): ProbeRow[] {
  const nobody = { 'x-toss-user-key': userKey }
  const refused = (
    operation: OperationId,
    sends: string,
    request: Omit<ProbeRow['request'], 'operation'>,
  ): ProbeRow => ({
    sends,
    ...(operation !== 'pay.getPaymentStatus' && { harmless: harmless.nobody }),
    request: { operation, ...request },
    fails: '4010',
  })
  const invalid = (operation: OperationId, sends: string, json: object): ProbeRow => ({
    sends: `${sends}, for a userKey that nobody has`,
    harmless: harmless.nobody,
    request: { operation, headers: nobody, json },
    fails: 'INVALID_PARAMETER',
    shows: ['http/order-of-checks'],
  })
  return [
    refused('pay.getPaymentStatus', 'an invented orderNo, no user header', { json: { orderNo, isTestPayment: true } }),
    refused('pay.getPaymentStatus', 'an invented orderNo, for a userKey that nobody has', {
      headers: nobody,
      json: { orderNo, isTestPayment: true },
    }),
    refused('pay.executePayment', 'an invented payToken, for a userKey that nobody has', {
      headers: nobody,
      json: { payToken, isTestPayment: true },
    }),
    refused('pay.refundPayment', 'an invented payToken, for a userKey that nobody has', {
      headers: nobody,
      json: { payToken, reason: 'invented', isTestPayment: true },
    }),
    invalid('pay.getPaymentStatus', 'neither payToken nor orderNo', { isTestPayment: true }),
    invalid('pay.makePayment', 'nothing but isTestPayment', { isTestPayment: true }),
    invalid('pay.executePayment', 'no payToken', { isTestPayment: true }),
    {
      sends: 'an invented orderNo and payToken null, for a userKey that nobody has',
      request: {
        operation: 'pay.getPaymentStatus',
        headers: nobody,
        json: { payToken: null, orderNo, isTestPayment: true },
      },
      judge(answer, notebook) {
        const isRefused = answer.errorCode === 'INVALID_PARAMETER'
        notebook.failure(answer, isRefused ? 'INVALID_PARAMETER' : '4010')
        notebook.shows('pay.nullFields', isRefused ? 'refused' : 'left-out', 'pay.getPaymentStatus')
      },
    },
    {
      sends: 'an invented payToken and no reason, for a userKey that nobody has',
      harmless: harmless.nobody,
      request: { operation: 'pay.refundPayment', headers: nobody, json: { payToken, isTestPayment: true } },
      judge(answer, notebook) {
        const isRequired = answer.errorCode === 'INVALID_PARAMETER'
        notebook.failure(answer, isRequired ? 'INVALID_PARAMETER' : '4010')
        notebook.shows('pay.refundReason', isRequired ? 'required' : 'optional', 'pay.refundPayment')
      },
    },
  ]
}
