import type { CallbackId, OperationId, Provenance } from '../contracts/index.js'

/** The parts of the report: the connection, what every answer has in common, then one part for each feature. */
export const areas = [
  'tls',
  'http',
  'login',
  'anonymous-key',
  'pay',
  'iap',
  'messenger',
  'promotion',
  'callbacks',
] as const

/** One part of the report. */
export type Area = (typeof areas)[number]

/** One thing that the contract says of the API, and that a server does or does not. */
export interface Behaviour {
  /**
   * `tls/…`, `http/…`, `<operation>/success`, `<operation>/<failure code>`, `<operation>/<id of a behaviour, limit or field>`,
   * `variant/<id>`, `<callback>/…`.
   */
  readonly id: string
  readonly area: Area
  /** Empty for what concerns every operation. */
  readonly operations: readonly (OperationId | CallbackId)[]
  /** What the contract says. */
  readonly says: string
  readonly provenance: Provenance
}
