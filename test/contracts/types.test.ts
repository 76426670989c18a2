import { describe, expectTypeOf, test } from 'vitest'
import type {
  FailureCodeOf,
  OperationId,
  OperationOf,
  RequestBodyOf,
  StatusOfOrder,
  SuccessOf,
  VariantChoices,
} from '../../contracts/index.js'

type Feature<Id extends OperationId> = OperationOf<Id>['feature']

describe('the types that come out of the schemas', () => {
  test('make-payment takes numbers and literal options, and gives a payToken', () => {
    type Body = RequestBodyOf<'pay.makePayment'>
    expectTypeOf<Body['orderNo']>().toEqualTypeOf<string>()
    expectTypeOf<Body['amount']>().toEqualTypeOf<number>()
    expectTypeOf<Body['amountVat']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Body['enablePayMethods']>().toEqualTypeOf<'TOSS_MONEY' | 'CARD' | null | undefined>()
    expectTypeOf<Body['cashReceipt']>().toEqualTypeOf<boolean | null | undefined>()
    expectTypeOf<Body['installment']>().toEqualTypeOf<'USE' | 'NOT_USE' | undefined>()
    expectTypeOf<Body['isTestPayment']>().toEqualTypeOf<boolean>()
    expectTypeOf<SuccessOf<'pay.makePayment'>>().toEqualTypeOf<{ payToken: string }>()
  })

  test('execute-payment gives literal modes and methods, and fields that may be null', () => {
    type Payment = SuccessOf<'pay.executePayment'>
    expectTypeOf<Payment['code']>().toEqualTypeOf<0>()
    expectTypeOf<Payment['mode']>().toEqualTypeOf<'LIVE' | 'TEST'>()
    expectTypeOf<Payment['payMethod']>().toEqualTypeOf<'TOSS_MONEY' | 'CARD'>()
    expectTypeOf<Payment['cardMethodType']>().toEqualTypeOf<'CREDIT' | 'CHECK' | 'PREPAYMENT' | null>()
    expectTypeOf<Payment['accountNumber']>().toEqualTypeOf<string | null>()
    expectTypeOf<Payment['amount']>().toEqualTypeOf<number>()
  })

  test('get-payment-status takes payToken or orderNo, not neither', () => {
    type Body = RequestBodyOf<'pay.getPaymentStatus'>
    expectTypeOf<{ payToken: string; isTestPayment: true }>().toExtend<Body>()
    expectTypeOf<{ orderNo: string; isTestPayment: true }>().toExtend<Body>()
    expectTypeOf<{ isTestPayment: true }>().not.toExtend<Body>()
  })

  test('get-payment-status gives a card or null, and transactions', () => {
    type Status = SuccessOf<'pay.getPaymentStatus'>
    expectTypeOf<NonNullable<Status['card']>['cardCompanyCode']>().toEqualTypeOf<number>()
    expectTypeOf<null>().toExtend<Status['card']>()
    expectTypeOf<Status['transactions'][number]['stepType']>().toEqualTypeOf<'PAY' | 'REFUND'>()
    expectTypeOf<Status['paidTs']>().toEqualTypeOf<string | null>()
    expectTypeOf<'SETTLEMENT_COMPLETE'>().toExtend<Status['payStatus']>()
    expectTypeOf<'PAID'>().not.toExtend<Status['payStatus']>()
  })

  test('get-order-status gives sku and moment of an order that was found, and of no other', () => {
    type Order = SuccessOf<'iap.getOrderStatus'>
    type Found = Order & { status: 'PURCHASED' }
    expectTypeOf<Found['sku']>().toEqualTypeOf<string>()
    expectTypeOf<Found['statusDeterminedAt']>().toEqualTypeOf<string>()
    expectTypeOf<'REFUNDED'>().toExtend<StatusOfOrder>()
    expectTypeOf<'ERROR'>().not.toExtend<StatusOfOrder>()
    type Unknown = Order & { status: 'NOT_FOUND' }
    expectTypeOf<Unknown['sku']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Unknown['statusDeterminedAt']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Order['reason']>().toEqualTypeOf<string>()
    expectTypeOf<'MINIAPP_MISMATCH'>().toExtend<Order['status']>()
    expectTypeOf<'COMPLETED'>().not.toExtend<Order['status']>()
  })

  test('a message takes a context of plain values, and its result names each channel', () => {
    type Context = RequestBodyOf<'messenger.sendMessage'>['context']
    expectTypeOf<{ name: string; count: number; vip: boolean }>().toExtend<Context>()
    expectTypeOf<{ nested: { no: true } }>().not.toExtend<Context>()
    type Result = SuccessOf<'messenger.sendMessage'>
    expectTypeOf<Result['sentPushCount']>().toEqualTypeOf<number>()
    expectTypeOf<Result['detail']['sentPush'][number]['contentId']>().toEqualTypeOf<string>()
    expectTypeOf<Result['fail']['sentAlimtalk'][number]['reachedFailReason']>().toEqualTypeOf<string>()
    expectTypeOf<SuccessOf<'messenger.sendBulkMessage'>>().toEqualTypeOf<Result>()
  })

  test('a recipient of a bulk message has a userKey or an anonKey', () => {
    type Recipient = RequestBodyOf<'messenger.sendBulkMessage'>['contextList'][number]
    expectTypeOf<{ userKey: number; context: Record<string, string> }>().toExtend<Recipient>()
    expectTypeOf<{ anonKey: string; context: Record<string, string> }>().toExtend<Recipient>()
    expectTypeOf<{ context: Record<string, string> }>().not.toExtend<Recipient>()
  })

  test('promotion and anonymous keys give bare strings where the API does', () => {
    expectTypeOf<SuccessOf<'promotion.executionResult'>>().toEqualTypeOf<'SUCCESS' | 'PENDING' | 'FAILED'>()
    expectTypeOf<SuccessOf<'anonymousKey.verify'>>().toEqualTypeOf<'true'>()
    expectTypeOf<SuccessOf<'promotion.getKey'>>().toEqualTypeOf<{ key: string }>()
    expectTypeOf<SuccessOf<'anonymousKey.exchange'>>().toEqualTypeOf<{ anonKey: string }>()
  })

  test('failure codes are literal', () => {
    expectTypeOf<FailureCodeOf<'promotion.executionResult'>>().toEqualTypeOf<
      '4100' | '4111' | '4010' | '4095' | 'INVALID_PARAMETER' | 'INTERNAL_ERROR' | '4050'
    >()
    expectTypeOf<'PAY_EXPIRED'>().toExtend<FailureCodeOf<'pay.executePayment'>>()
    expectTypeOf<'PAY_EXPIRED'>().not.toExtend<FailureCodeOf<'pay.refundPayment'>>()
  })

  test('operations know their feature, variants their options', () => {
    expectTypeOf<Feature<'iap.getOrderStatus'>>().toEqualTypeOf<'iap'>()
    expectTypeOf<VariantChoices['iap.paidStatusMeaning']>().toEqualTypeOf<'2026' | '2025' | undefined>()
    expectTypeOf<VariantChoices['messenger.payloadName']>().toEqualTypeOf<'success' | 'result' | undefined>()
  })
})
