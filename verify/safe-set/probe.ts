import { type Host, type OperationId, operation } from '../../contracts/index.js'
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

/** A probe as it is written down. */
export interface ProbeRow extends Pick<SafeProbe, 'sends' | 'request'> {
  /** By default that of the operation. */
  readonly area?: Area
  /** By default that the operation only reads, where it does. */
  readonly harmless?: string
  /** By default that it fails as `fails` says. */
  readonly judge?: SafeProbe['judge']
  /** The error code that it is answered with. */
  readonly fails?: string
  /** The behaviours that this shows besides the failure. */
  readonly shows?: readonly string[]
}

/** What a row leaves out follows from its operation. */
export function probeOf({ request, sends, fails = '', shows, ...row }: ProbeRow): SafeProbe {
  const { feature, effect } = operation(request.operation as OperationId)
  const { area = feature, judge = (answer, notebook) => notebook.failure(answer, fails, shows) } = row
  const why = row.harmless ?? (effect === 'read' ? harmless.read : undefined)
  if (why === undefined) throw new Error(`${request.operation}: ${sends}: why does it do no harm?`)
  return { area, sends, harmless: why, request, judge }
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
