import type { Provenance } from './provenance.js'
import { type JsonSchema, open } from './schema.js'

/** The parts of the platform that have operations. */
export const features = ['login', 'anonymous-key', 'pay', 'iap', 'messenger', 'promotion'] as const

/** The part of the platform that an operation belongs to. Each has a file of the contract. */
export type Feature = (typeof features)[number]

/** Which of the two production hosts serves it. */
export type Host = 'api' | 'pay'

/** The production origins. The mock serves both from one address, whatever the `Host` header says. */
export const productionOrigins = {
  api: 'https://apps-in-toss-api.toss.im',
  pay: 'https://pay-apps-in-toss-api.toss.im',
} as const satisfies Record<Host, string>

/** Every path of the partner API starts with this. */
export const basePath = '/api-partner/v1/apps-in-toss'

/** A request header that the operation reads. Names are compared without regard to case. */
export interface HeaderParameter {
  readonly name: string
  readonly description: string
  readonly required: boolean
  readonly schema: JsonSchema
  readonly provenance: Provenance
}

/**
 * How the operation learns which user is meant.
 *
 * - `none`: it does not
 * - `bearer`: by the access token in `Authorization`
 * - `key`: by exactly one of `x-toss-user-key` and `x-anon-key`
 * - `optional-key`: as `key`, and the header may be missing
 */
export type UserIdentification = 'none' | 'bearer' | 'key' | 'optional-key'

/** The request body; `required: false` means that an empty body or none at all is as good as `{}`. */
export interface RequestBody {
  readonly schema: JsonSchema
  readonly required: boolean
  readonly provenance: Provenance
}

/** A body that has to be there, with these fields; those that the contract does not name are let pass. */
export function bodyOf<
  const Fields extends Readonly<Record<string, JsonSchema>>,
  const Optional extends keyof Fields & string = never,
>(provenance: Provenance, properties: Fields, optional: readonly Optional[] = []) {
  return { schema: open(properties, optional), required: true, provenance } as const
}

/** One way in which the operation says no: a FAIL envelope with this `errorCode`. */
export interface Failure {
  readonly code: string
  /** The `error.reason` that goes with it, Korean as published; empty where none is. */
  readonly reason: string
  readonly httpStatus: number
  /** When it is answered. */
  readonly when: string
  /**
   * What to do about it. `repeat`: the same call again. `look-up`: it speaks of an earlier call, which may have done what this one did not.
   */
  readonly next?: 'repeat' | 'look-up'
  /** The shape of `error.data`; an empty object where absent. */
  readonly data?: JsonSchema
  readonly provenance: Provenance
}

/** A failure with HTTP 200, as most come: its code, its reason, and what else is known of it. */
export function failing<const Code extends string, const More extends Omit<Failure, 'code' | 'reason' | 'httpStatus'>>(
  code: Code,
  reason: string,
  more: More,
) {
  return { code, reason, httpStatus: 200, ...more } as const
}

/** A behaviour that no schema can say: a lifetime, a side effect, an order of checks. */
export interface Behaviour {
  readonly id: string
  readonly text: string
  readonly provenance: Provenance
}

/** A number that the platform enforces. */
export interface Limit {
  readonly id: string
  readonly text: string
  readonly provenance: Provenance
}

/** One operation of the partner API, as plain data. Everything else (routes, types, validation, OpenAPI) comes from it. */
export interface Operation {
  /** `feature.verb`, for example `login.generateToken`. */
  readonly id: string
  readonly feature: Feature
  readonly title: string
  readonly titleKo: string
  readonly host: Host
  readonly method: 'GET' | 'POST'
  readonly path: `${typeof basePath}/${string}`
  readonly user: UserIdentification
  /** `read`: it changes nothing, so that it may be repeated at any time. */
  readonly effect: 'read' | 'write'
  readonly headers: readonly HeaderParameter[]
  readonly request: RequestBody | null
  readonly success: { readonly schema: JsonSchema; readonly provenance: Provenance }
  /**
   * A request body and the payload of its success, as a guide shows them or made up. What may be null in the payload and is left out
   * is null.
   */
  readonly example: { readonly body?: Readonly<Record<string, unknown>>; readonly success: unknown }
  readonly failures: readonly Failure[]
  readonly behaviours: readonly Behaviour[]
  readonly limits: readonly Limit[]
  readonly provenance: Provenance
}

/** A place where sources conflict: one option is the default, the others can be switched on by name. */
export interface Variant {
  /** For example `login.invalidGrant`. */
  readonly id: string
  readonly title: string
  readonly operations: readonly string[]
  readonly options: Readonly<Record<string, VariantOption>>
  readonly default: string
}

/** One of the answers that sources give to the same question. */
export interface VariantOption {
  readonly text: string
  /** Set where the option changes what an answer looks like on the wire. */
  readonly response?: { readonly status: number; readonly body: JsonSchema }
  /** Set where the option changes which request bodies are accepted: takes the place of the operation's schema. */
  readonly request?: JsonSchema
  /** Set where the option changes how the user is identified: takes the place of the operation's `user`. */
  readonly user?: UserIdentification
  readonly provenance: Provenance
}
