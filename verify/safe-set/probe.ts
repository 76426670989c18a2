import type { Host, OperationId } from '../../contracts/index.js'
import type { Area } from '../areas.js'
import type { Notebook } from '../notebook.js'
import type { Answer } from '../read-answer.js'

/** A request of the safe set. Either an operation, or a method and a path that is none. */
export interface SafeRequest {
  readonly operation?: OperationId
  /** Overrules that of the operation. */
  readonly method?: string
  readonly host?: Host
  readonly path?: string
  /** Sent in exactly this case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, with Content-Type: application/json unless `headers` say otherwise. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly text?: string | Uint8Array
}

/** One request that can do no harm, and what its answer tells. */
export interface SafeProbe {
  readonly area: Area
  /** What is sent, in words. */
  readonly sends: string
  /** Why it can change nothing on the server. */
  readonly harmless: string
  readonly request: SafeRequest
  readonly judge: (answer: Answer, notebook: Notebook) => void
}

/** Reasons that many probes share. */
export const harmless = {
  read: 'the operation only reads',
  wrongMethod: 'no operation is reached',
  unknownPath: 'no operation is reached',
  inventedCredential: 'the code or token was never issued',
  incomplete: 'a required field is missing, and nobody is named by what is sent',
  nobody: 'the user does not exist, and neither does what is asked for',
} as const
