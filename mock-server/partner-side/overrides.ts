import { checkResponse, type OperationId, operations } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { Answer } from './answer.js'

/** An answer that takes the place of the operation's own. */
export interface PreparedAnswer {
  /** What the journal calls it, for example `FAIL 4109`. */
  readonly name: string
  readonly status: number
  /** The whole body, envelope included. */
  readonly body: unknown
}

/** Answers that a test laid ready for the next calls of a mini-app. The world is not touched by a call that gets one. */
export interface Overrides {
  /**
   * Lays answers ready: one for each of the next calls of this operation, in this order. Takes the place of those that wait;
   * an empty list takes them away.
   *
   * @throws CodedError `ERR_INVALID_OPTION` for an unknown operation, or an answer that the contract does not allow
   */
  set(miniApp: string, operation: OperationId, answers: readonly PreparedAnswer[]): void
  /** Hands out the answer for this call, if one waits. */
  take(miniApp: string, operation: OperationId): Answer | undefined
  /** The names of the answers that wait, by operation. */
  waiting(miniApp: string): Partial<Record<OperationId, readonly string[]>>
  /** Takes all answers away: of one mini-app, or of all. */
  clear(miniApp?: string): void
}

/** No answers laid ready yet. */
export function createOverrides(): Overrides {
  const miniApps = new Map<string, Map<OperationId, PreparedAnswer[]>>()
  return {
    set(miniApp, operation, answers) {
      for (const answer of answers) check(operation, answer)
      const ofMiniApp = miniApps.get(miniApp) ?? new Map<OperationId, PreparedAnswer[]>()
      if (answers.length === 0) ofMiniApp.delete(operation)
      else ofMiniApp.set(operation, [...answers])
      if (ofMiniApp.size === 0) miniApps.delete(miniApp)
      else miniApps.set(miniApp, ofMiniApp)
    },
    take(miniApp, operation) {
      const ofMiniApp = miniApps.get(miniApp)
      const queue = ofMiniApp?.get(operation)
      const prepared = queue?.shift()
      if (ofMiniApp === undefined || queue === undefined || prepared === undefined) return undefined
      if (queue.length === 0) ofMiniApp.delete(operation)
      if (ofMiniApp.size === 0) miniApps.delete(miniApp)
      return answerOf(prepared)
    },
    waiting(miniApp) {
      const ofMiniApp = miniApps.get(miniApp) ?? new Map<OperationId, PreparedAnswer[]>()
      return Object.fromEntries([...ofMiniApp].map(([operation, queue]) => [operation, queue.map(({ name }) => name)]))
    },
    clear(miniApp) {
      if (miniApp === undefined) miniApps.clear()
      else miniApps.delete(miniApp)
    },
  }
}

function answerOf({ name, status, body }: PreparedAnswer): Answer {
  const { resultType, error } = body as { resultType?: unknown; error?: unknown }
  const { errorCode } = (error ?? {}) as { errorCode?: unknown }
  return {
    status,
    body,
    resultType: typeof resultType === 'string' ? resultType : String(error),
    ...(typeof errorCode === 'string' && { errorCode }),
    because: `the test laid this answer ready: ${name}`,
    override: name,
  }
}

function check(operation: OperationId, { name, status, body }: PreparedAnswer): void {
  if (!operations.some(({ id }) => id === operation)) {
    throw new CodedError('ERR_INVALID_OPTION', `operation: there is no operation ${JSON.stringify(operation)}`, {
      fix: `Choose among ${operations.map(({ id }) => id).join(', ')}.`,
    })
  }
  const violations = checkResponse(operation, { status, body })
  if (violations.length === 0) return
  const reasons = violations.map(({ message }) => message).join(' ')
  throw new CodedError('ERR_INVALID_OPTION', `${operation} cannot answer ${JSON.stringify(name)}: ${reasons}`, {
    fix: 'Take an answer that the contract allows, for example one of those that explore gives.',
  })
}
