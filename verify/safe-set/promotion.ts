import type { Notebook } from '../notebook.js'
import type { Answer } from '../read-answer.js'
import type { Invented } from './invented.js'
import { harmless, type ProbeRow } from './probe.js'

/** Promotion, with a promotion and a key that do not exist. get-key is left out: it would issue a key. */
export function promotionProbes({ userKey, promotionCode, promotionKey: key }: Invented): ProbeRow[] {
  const nobody = { 'x-toss-user-key': userKey }
  return [
    {
      sends: 'an invented promotion and key, no user header',
      request: { operation: 'promotion.executionResult', json: { promotionCode, key } },
      judge: (answer, notebook) => judgeHeader(answer, notebook),
    },
    {
      sends: 'an invented promotion and key, for a userKey that nobody has',
      request: { operation: 'promotion.executionResult', headers: nobody, json: { promotionCode, key } },
      fails: '4010',
    },
    {
      sends: 'no key',
      request: { operation: 'promotion.executionResult', json: { promotionCode } },
      fails: 'INVALID_PARAMETER',
    },
    {
      sends: '1 point of an invented promotion with an invented key, no user header',
      harmless: 'the promotion does not exist, the key was never issued, and nobody is named',
      request: { operation: 'promotion.executePromotion', json: { promotionCode, key, amount: 1 } },
      judge: (answer, notebook) => judgeHeader(answer, notebook),
    },
    {
      sends: '1 point of an invented promotion with an invented key, for a userKey that nobody has',
      harmless: harmless.nobody,
      request: { operation: 'promotion.executePromotion', headers: nobody, json: { promotionCode, key, amount: 1 } },
      fails: '4010',
    },
    {
      sends: '0 points of an invented promotion with an invented key',
      harmless: harmless.nobody,
      request: { operation: 'promotion.executePromotion', headers: nobody, json: { promotionCode, key, amount: 0 } },
      fails: 'INVALID_PARAMETER',
      shows: ['promotion.executePromotion/request.amount'],
    },
  ]
}

function judgeHeader(answer: Answer, notebook: Notebook): void {
  const isRequired = answer.errorCode === '4010'
  notebook.failure(answer, isRequired ? '4010' : '4100')
  const { operation = '' } = answer
  notebook.shows('promotion.userHeader', isRequired ? 'required' : 'optional', operation)
  const isUsual = answer.variant === undefined && answer.errorCode !== undefined
  if (isUsual) notebook.shows('envelope.errorNames', 'errorCode-reason', operation)
}
