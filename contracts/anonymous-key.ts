import { failEnvelopeSchema } from './envelope.js'
import { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
import { bodyOf, type Failure, failing, type HeaderParameter, type Operation, type Variant } from './operation.js'
import { assumed, assuming, documented, observed } from './provenance.js'
import { closed } from './schema.js'

const guide = 'anonymous key guide'

const anonKeyHeader = {
  name: 'x-anon-key',
  description: "The hash from the SDK's getAnonymousKey().",
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 64, 'x-sensitive': true },
  provenance: documented(guide, '2026-07-16'),
} as const satisfies HeaderParameter

/** The key is missing, unknown, or another mini-app's. */
const unknownKey = {
  ...userNotIdentified,
  when: 'The x-anon-key header is missing, or names no user of this mini-app.',
  provenance: observed('public reports show HTTP 200 with FAIL 4010 for an unknown key; the guide says 401'),
} as const satisfies Failure

/** The code from `createAnonymousKeyAuthCode()` cannot be exchanged. */
export const anonymousCodeError = failing('4011', '익명 사용자 인증 코드가 유효하지 않아요.', {
  when: 'The code is unknown, used, older than 300 seconds, or belongs to another mini-app.',
  provenance: documented('error code table (2026-07/08), anonymous key guide (2026-09)'),
})

const anyOperation = [invalidParameter, internalError, notRegistered, rateLimited] as const

const verify = {
  id: 'anonymousKey.verify',
  feature: 'anonymous-key',
  title: 'Verify an anonymous key',
  titleKo: '익명 키 검증하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/users/anon-key/verify',
  user: 'none',
  effect: 'read',
  headers: [anonKeyHeader],
  request: {
    schema: { type: 'object' },
    required: false,
    provenance: documented(guide),
  },
  success: {
    schema: {
      type: 'string',
      description: 'The string "true", not a boolean.',
      const: 'true',
      'x-provenance': observed('captures show "success":"true"'),
    },
    provenance: observed('captures show "success":"true"'),
  },
  example: { success: 'true' },
  failures: [unknownKey, ...anyOperation],
  behaviours: [
    {
      id: 'anonKey.headerMissing',
      text: 'A missing x-anon-key header is answered with 4010, not with 400.',
      provenance: assumed('the error code table says 4010 for a missing user header, and names no operation'),
    },
    {
      id: 'anonKey.stable',
      text: 'The key of a user is the same each time, and differs from mini-app to mini-app.',
      provenance: documented(guide),
    },
  ],
  limits: [{ id: 'anonKey.length', text: 'A key has at most 64 characters.', provenance: documented(guide) }],
  provenance: documented(guide, '2026-07-16'),
} as const satisfies Operation

const exchange = {
  id: 'anonymousKey.exchange',
  feature: 'anonymous-key',
  title: 'Exchange a code for an anonymous key',
  titleKo: '익명 키 교환하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/users/anon-key/exchange',
  user: 'none',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide, '2026-09'), {
    code: {
      type: 'string',
      description: "The code from the SDK's createAnonymousKeyAuthCode().",
      minLength: 1,
      'x-sensitive': true,
      'x-provenance': documented(guide, '2026-09'),
    },
  }),
  success: {
    schema: closed({
      anonKey: {
        type: 'string',
        description: 'The same hash that getAnonymousKey() gives the mini-app.',
        minLength: 1,
        maxLength: 64,
        'x-sensitive': true,
        'x-provenance': documented(guide, '2026-09'),
      },
    }),
    provenance: documented(guide, '2026-09'),
  },
  example: {
    body: { code: 'made-up-anonymous-code-0001' },
    success: { anonKey: 'kX3bV0mQd7Tn1sYw9uHrE5aLcZfJg8PoI2xBvNtMqRk' },
  },
  failures: [anonymousCodeError, ...anyOperation],
  behaviours: [{ id: 'anonCode.singleUse', text: 'A code works once.', provenance: documented(guide, '2026-09') }],
  limits: [{ id: 'anonCode.lifetime', text: 'A code lives 300 seconds.', provenance: documented(guide, '2026-09') }],
  provenance: documented(guide, '2026-09'),
} as const satisfies Operation

/** The two operations on anonymous keys. */
export const anonymousKeyOperations = [verify, exchange] as const

/** Where sources about anonymous keys conflict. */
export const anonymousKeyVariants = [
  {
    id: 'anonymousKey.unknownKey',
    title: 'What an unknown anonymous key is answered with',
    operations: ['anonymousKey.verify'],
    options: {
      envelope: { text: 'HTTP 200, FAIL envelope, 4010.', provenance: unknownKey.provenance },
      unauthorized: {
        text: 'HTTP 401, FAIL envelope, 4010.',
        response: { status: 401, body: failEnvelopeSchema([unknownKey.code]) },
        provenance: assuming(documented(guide), 'that the body is the usual envelope'),
      },
    },
    default: 'envelope',
  },
] as const satisfies readonly Variant[]
