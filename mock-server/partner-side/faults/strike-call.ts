import { invalidParameter, type Operation, type OperationId } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import type { View } from '../../world/store.js'
import { type Answer, failureAnswer } from '../answer.js'
import { faultHeader, namedFaults, readNamedFault, spelling } from './named-faults.js'
import type { RulesInForce, Struck } from './rules-in-force.js'
import { usersOfCall } from './users-of-call.js'

/** A call on its way to an operation. */
export interface CallToStrike {
  readonly operation: Operation & { readonly id: OperationId }
  readonly miniApp: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: unknown
}

/** The fault that strikes a call; or the answer to one that asked for a fault there is not; or neither. */
export type Strike = { readonly struck: Struck } | { readonly refused: Answer } | undefined

/** Whether there may be a fault for the call at all. Within a call of the store. */
export function mayStrike(faults: RulesInForce, { miniApp, headers }: CallToStrike): boolean {
  return headers[faultHeader] !== undefined || faults.concerns(miniApp)
}

/**
 * Finds the fault: what the call itself asks for comes before the rules, and is not counted by them. Within a call of the
 * store, with which counts and draws are taken back.
 */
export function strikeCall(faults: RulesInForce, world: View, call: CallToStrike): Strike {
  const { operation, miniApp, headers, body } = call
  const wanted = headers[faultHeader]
  if (wanted !== undefined) return asked(faults, wanted, call)
  const userKeys = () => usersOfCall(world, { operation: operation.id, headers, body })
  const struck = faults.strike(miniApp, { operation, userKeys })
  return struck && { struck }
}

function asked(faults: RulesInForce, wanted: string, { operation, miniApp }: CallToStrike): Strike {
  try {
    const rule = readNamedFault(wanted, operation.id)
    if (rule === undefined) {
      const known = namedFaults.map(spelling).join(', ')
      return refuse(wanted, `there is no fault ${JSON.stringify(wanted.slice(0, 100))}. Choose among ${known}.`)
    }
    const { fault } = rule
    return { struck: faults.asked(miniApp, 'header', fault) }
  } catch (error) {
    if (isCodedError(error, 'ERR_INVALID_OPTION')) return refuse(wanted, `${error.message} ${error.fix}`)
    throw error
  }
}

/** The header is the mock's own, so the answer says what is wrong with it, which production would never do. */
function refuse(wanted: string, why: string): Strike {
  const message = why.startsWith(faultHeader) ? why : `${faultHeader}: ${why}`
  const errorDetails = [{ field: faultHeader, message, rejectedValue: wanted.slice(0, 200) }]
  return { refused: { ...failureAnswer(invalidParameter, { errorDetails }), because: message, violations: [] } }
}
