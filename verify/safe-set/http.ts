import { basePath } from '../../contracts/index.js'
import { difference } from '../difference.js'
import type { Notebook } from '../notebook.js'
import type { Answer } from '../read-answer.js'
import { harmless, type SafeProbe, type SafeRequest } from './probe.js'

/** Wrong methods and unknown paths. */
export function httpProbes(): SafeProbe[] {
  const unknown = `${basePath}/invented-by-verify`
  return [
    wrongMethod('GET', { operation: 'iap.getOrderStatus' }, ['iap.getOrderStatus/orderStatus.postOnly']),
    wrongMethod('POST', { operation: 'login.loginMe', json: {} }),
    unknownPath({ host: 'api', path: unknown }),
    unknownPath({ host: 'pay', path: unknown }),
  ]
}

/** A wrong method at the path of an operation. */
export function wrongMethod(method: string, request: SafeRequest, ids: readonly string[] = []): SafeProbe {
  return {
    area: 'http',
    sends: `${method} instead of the operation’s method`,
    harmless: harmless.wrongMethod,
    request: { ...request, method },
    judge: (answer, notebook) => judgeWrongMethod(answer, notebook, ids),
  }
}

/** 405, and a body that says so. */
export function judgeWrongMethod(answer: Answer, notebook: Notebook, ids: readonly string[] = []): void {
  judgeStatus(answer, notebook, 405, ['http/wrong-method', ...ids])
  // Of another status the body says nothing about that of a 405.
  if (answer.status === 405) judgeCode(answer, notebook, 'METHOD_NOT_ALLOWED', 'http/wrong-method-body')
  else notebook.cannot('http/wrong-method-body', 'no wrong method was answered 405')
}

function unknownPath(request: SafeRequest): SafeProbe {
  return {
    area: 'http',
    sends: 'a path that does not exist',
    harmless: harmless.unknownPath,
    request: { ...request, method: 'GET' },
    judge(answer, notebook) {
      judgeStatus(answer, notebook, 404, ['http/unknown-path'])
      judgeCode(answer, notebook, 'NOT_FOUND', 'http/unknown-path')
    },
  }
}

function judgeStatus(answer: Answer, notebook: Notebook, expected: number, ids: readonly string[]): void {
  const { status, seen } = answer
  if (status === expected) {
    notebook.note(ids, seen)
    return
  }
  const cause = `${ids[0]} ${expected} ${status}`
  const found = difference({ field: 'response.status', rule: 'const', expected: String(expected), got: seen, cause })
  notebook.note(ids, seen, status === 0 ? answer.differences : [found])
}

/** The FAIL envelope; one that cannot be read is reported once. */
function judgeCode(
  { differences, errorCode, resultType, status, seen }: Answer,
  notebook: Notebook,
  expected: string,
  id: string,
): void {
  if (status === 0) return
  const isFail = resultType === 'FAIL' && errorCode === expected
  const field = 'response.body.error.errorCode'
  const found = difference({ field, rule: 'code', expected, got: errorCode ?? 'none', cause: `${id} ${expected}` })
  notebook.note(id, seen, isFail || differences.length > 0 ? differences : [found])
}
