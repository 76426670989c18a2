import type { OperationId } from './catalogue.js'
import type { Provenance } from './provenance.js'
import { closed } from './schema.js'

/** A request as a fixture holds it. `body` left out means that no byte of body is sent. */
export interface FixtureRequest {
  /** Header names in any case. Only those that matter to the operation. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A response as a fixture holds it. A `body` that is a string stands for text that is not JSON. */
export interface FixtureResponse {
  readonly status: number
  /** By default `application/json`. */
  readonly contentType?: string
  readonly body?: unknown
}

/** A violation that a fixture with verdict `reject` must lead to. */
export interface ExpectedViolation {
  /** As in `Violation`, for example `response.body.success.expiresIn`. */
  readonly field: string
  /** As in `Violation`, for example `type`. */
  readonly rule: string
}

interface FixtureBase {
  /** Its path under `fixtures/` without `.json`, for example `login/generateToken/used-code`, or the like where there is no file. */
  readonly id: string
  readonly operation: OperationId
  /** One sentence: what this exchange shows. */
  readonly title: string
  /** `accept`: the contract allows it. `reject`: the contract must find exactly `violations`. */
  readonly verdict: 'accept' | 'reject'
  /** For `reject`, each expected violation; absent for `accept`. Order does not matter. */
  readonly violations?: readonly ExpectedViolation[]
  /** The option of a variant under which the exchange happens; absent for defaults. */
  readonly variant?: { readonly id: string; readonly option: string }
  /** How the exchange is known. For `reject`: how the broken rule is known. */
  readonly provenance: Provenance
}

/** One half of an exchange, with the verdict that the contract must reach about it. */
export type Fixture =
  | (FixtureBase & { readonly part: 'request'; readonly request: FixtureRequest })
  | (FixtureBase & { readonly part: 'response'; readonly response: FixtureResponse })

const nonEmpty = { type: 'string', minLength: 1 } as const

/** The JSON Schema (draft 2020-12) of a fixture file: `contracts/fixtures/<feature>/<verb>/<name>.json`. */
export const fixtureSchema = {
  ...closed(
    {
      operation: nonEmpty,
      title: nonEmpty,
      verdict: { type: 'string', enum: ['accept', 'reject'] },
      part: { type: 'string', enum: ['request', 'response'] },
      provenance: closed(
        {
          known: { type: 'string', enum: ['documented', 'observed', 'relied-on', 'assumed'] },
          source: nonEmpty,
          date: { type: 'string', pattern: '^\\d{4}(-\\d\\d){1,2}$' },
          assumed: nonEmpty,
        },
        ['assumed'],
      ),
      request: {
        type: 'object',
        properties: { headers: { type: 'object', additionalProperties: { type: 'string' } }, body: {} },
        additionalProperties: false,
      },
      response: closed({ status: { type: 'integer', minimum: 100, maximum: 599 }, contentType: nonEmpty, body: {} }, [
        'contentType',
        'body',
      ]),
      violations: {
        type: 'array',
        minItems: 1,
        items: closed({ field: nonEmpty, rule: nonEmpty }),
      },
      variant: closed({ id: nonEmpty, option: nonEmpty }),
    },
    ['request', 'response', 'violations', 'variant'],
  ),
  allOf: [
    {
      if: { properties: { part: { const: 'request' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['request'], properties: { response: false } },
      else: { required: ['response'], properties: { request: false } },
    },
    {
      if: { properties: { verdict: { const: 'reject' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['violations'] },
      else: { properties: { violations: false } },
    },
  ],
} as const
