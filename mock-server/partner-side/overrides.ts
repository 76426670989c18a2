import { checkResponse, type OperationId, operations } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { KeptStore } from '../world/store-of-turns.js'
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
  /** The names of the answers that wait, by operation; where other processes share the world, as far as this one knows. */
  waiting(miniApp: string): Partial<Record<OperationId, readonly string[]>>
  /** Takes all answers away: of one mini-app, or of all. */
  clear(miniApp?: string): void
  /** Resolves when every process that shares the world goes by it, and this one knows of the others; at once where there is none. */
  settled(): Promise<void>
}

/** The equipment in which they are, by operation. */
const kind = '.prepared'

/** What the partner API needs of them. */
export interface PreparedAnswers extends Overrides {
  /** Hands out the answer for this call, if one waits; within the call. */
  take(miniApp: string, operation: OperationId): Answer | undefined
}

/** No answers laid ready yet. */
export function createOverrides(
  store: Pick<KeptStore, 'equipment' | 'equip' | 'equipSoon' | 'settled'>,
): PreparedAnswers {
  const { equipment } = store
  const ofMiniApp = (miniApp: string) => equipment.all(miniApp, kind) as [OperationId, readonly PreparedAnswer[]][]

  function lay(miniApp: string, operation: OperationId, answers: readonly PreparedAnswer[]): void {
    if (answers.length === 0) equipment.remove(miniApp, kind, operation)
    else equipment.put(miniApp, kind, operation, answers)
  }

  return {
    set(miniApp, operation, answers) {
      for (const answer of answers) check(operation, answer)
      const kept = structuredClone(answers)
      store.equipSoon(() => lay(miniApp, operation, kept))
    },
    take(miniApp, operation) {
      const [prepared, ...others] = (equipment.get(miniApp, kind, operation) ?? []) as readonly PreparedAnswer[]
      if (prepared === undefined) return undefined
      lay(miniApp, operation, others)
      return answerOf(prepared)
    },
    waiting: (miniApp) =>
      Object.fromEntries(ofMiniApp(miniApp).map(([operation, queue]) => [operation, queue.map(({ name }) => name)])),
    clear: (miniApp) =>
      store.equipSoon(() => {
        for (const owner of miniApp === undefined ? equipment.owners() : [miniApp]) {
          for (const [operation] of ofMiniApp(owner)) lay(owner, operation, [])
        }
      }),
    async settled() {
      await store.settled()
      await store.equip(() => {
        for (const owner of equipment.owners()) ofMiniApp(owner)
      })
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
