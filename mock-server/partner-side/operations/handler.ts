import type {
  FailureCodeOf,
  OperationId,
  OperationOf,
  RequestBodyOf,
  SuccessOf,
  VariantChoices,
  VariantId,
  Violation,
} from '../../../contracts/index.js'
import type { EncryptField } from '../../world/personal-fields.js'
import type { User } from '../../world/shapes/login.js'
import type { Payment } from '../../world/shapes/pay.js'
import type { Transaction, View } from '../../world/store.js'
import type { TokenSigner } from '../../world/token-signer.js'

/** What the operations need besides the call itself and the world. */
export interface Surroundings {
  readonly encryptField: EncryptField
  readonly signer: TokenSigner
  /** The chosen option of a variant. */
  variant<Id extends VariantId>(id: Id): NonNullable<VariantChoices[Id]>
  /** The user that an unknown authorization code logs in, where `autoLogin` is on. */
  readonly autoLogin: ((call: CallThatChanges) => { code: string }) | undefined
  /** Approves a payment that was just made, where `autoApprove` is on. */
  readonly autoApprove: ((call: CallThatChanges, payment: Payment) => void) | undefined
}

/** The parts of a call that something else can be done with on its way. */
export type CallThatChanges = Pick<Call<OperationId>, 'world' | 'now' | 'afterwards'>

/** One call of an operation, after the request was found to keep the contract. */
export interface Call<Id extends OperationId, World extends View = Transaction> {
  readonly operation: OperationOf<Id>
  /** The CN of the client certificate. */
  readonly miniApp: string
  /** The world of that mini-app. */
  readonly world: World
  /** Request headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: RequestBodyOf<Id>
  /** The user named by x-toss-user-key or x-anon-key; always there where the operation needs one. */
  readonly user: User | undefined
  /** Milliseconds, mock clock. */
  readonly now: number
  readonly surroundings: Surroundings
  /** Does something when the call counts. What is not of the world belongs here: the call may be done several times. */
  afterwards(step: () => void): void
}

/** How a call ended. `userKey` and `because` are for the log and the journal only. */
export type HandlerResult<Id extends OperationId = OperationId> = (
  | { readonly kind: 'success'; readonly success: SuccessOf<Id> }
  | {
      readonly kind: 'failure'
      readonly code: FailureCodeOf<Id>
      readonly data?: Readonly<Record<string, unknown>>
      /** The HTTP status, where a variant has another one than the contract's. */
      readonly status?: number
      /** Nothing is refused without a reason. */
      readonly because: string
    }
  | { readonly kind: 'raw'; readonly status: number; readonly body: unknown; readonly resultType: string }
) & {
  readonly userKey?: number | undefined
  /** Why, for the developer: production never says this much. */
  readonly because?: string
  /** Rules of the contract that the request broke, and that only the world can tell of; for log, journal and summary. */
  readonly violations?: readonly Omit<Violation, 'operation'>[]
  /** Whether the caller asked for this very answer. */
  readonly wasAsked?: boolean
}

/**
 * Serves an operation. One that only reads is given the world to look at. What another one wrote is kept, all of it, unless it
 * throws.
 */
export type Handler<Id extends OperationId = OperationId> = (
  call: Call<Id, OperationOf<Id>['effect'] extends 'read' ? View : Transaction>,
) => HandlerResult<Id>

/** What serves each operation. */
export type Handlers<Ids extends OperationId = OperationId> = { readonly [Id in Ids]: Handler<Id> }
