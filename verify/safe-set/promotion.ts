import type { Notebook } from '../notebook.js'
import type { Answer } from '../read-answer.js'
import type { Invented } from './invented.js'
import { harmless, type SafeProbe } from './probe.js'

/** Promotion, with a promotion and a key that do not exist. get-key is left out: it would issue a key. */
export function promotionProbes({ userKey, promotionCode, promotionKey: key }: Invented): SafeProbe[] {
  const nobody = { 'x-toss-user-key': userKey }
  return [
    {
      area: 'promotion',
      sends: 'an invented promotion and key, no user header',
      harmless: harmless.read,
      request: { operation: 'promotion.executionResult', json: { promotionCode, key } },
      judge: (answer, notebook) => judgeHeader(answer, notebook),
    },
    {
      area: 'promotion',
      sends: 'an invented promotion and key, for a userKey that nobody has',
      harmless: harmless.read,
      request: { operation: 'promotion.executionResult', headers: nobody, json: { promotionCode, key } },
      judge: (answer, notebook) => notebook.failure(answer, '4010'),
    },
    {
      area: 'promotion',
      sends: 'no key',
      harmless: harmless.read,
      request: { operation: 'promotion.executionResult', json: { promotionCode } },
      judge: (answer, notebook) => notebook.failure(answer, 'INVALID_PARAMETER'),
    },
    {
      area: 'promotion',
      sends: '1 point of an invented promotion with an invented key, no user header',
      harmless: 'the promotion does not exist, the key was never issued, and nobody is named',
      request: { operation: 'promotion.executePromotion', json: { promotionCode, key, amount: 1 } },
      judge: (answer, notebook) => judgeHeader(answer, notebook),
    },
    {
      area: 'promotion',
      sends: '1 point of an invented promotion with an invented key, for a userKey that nobody has',
      harmless: harmless.nobody,
      request: { operation: 'promotion.executePromotion', headers: nobody, json: { promotionCode, key, amount: 1 } },
      judge: (answer, notebook) => notebook.failure(answer, '4010'),
    },
    {
      area: 'promotion',
      sends: '0 points of an invented promotion with an invented key',
      harmless: harmless.nobody,
      request: { operation: 'promotion.executePromotion', headers: nobody, json: { promotionCode, key, amount: 0 } },
      judge: (answer, notebook) =>
        notebook.failure(answer, 'INVALID_PARAMETER', ['promotion.executePromotion/request.amount']),
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
