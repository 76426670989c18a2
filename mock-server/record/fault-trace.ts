/** What can go wrong. */
export type FaultKind =
  | 'latency'
  | 'hang'
  | 'reset'
  | 'truncated-body'
  | 'not-json'
  | 'html-gateway-page'
  | 'status'
  | 'result-type'
  | 'fail'
  | 'slow-drip'
  | 'refuse-handshake'

/** What a fault did to an exchange, for the journal. */
export interface FaultTrace {
  /** The id of the rule; `header` where the request asked for it. */
  readonly id: string
  readonly kind: FaultKind
  /** Whether the operation changed the world all the same. */
  readonly tookEffect: boolean
  /** What happened, in words. */
  readonly what: string
}
