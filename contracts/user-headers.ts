import type { HeaderParameter, Operation } from './operation.js'
import { documented } from './provenance.js'

const page = 'API guide: headers that identify the user'

/** The user of the mini-app, as login-me gives it. */
export const tossUserKeyHeader = {
  name: 'x-toss-user-key',
  description: "The user's userKey in decimal digits. Exactly one of x-toss-user-key and x-anon-key is sent.",
  required: false,
  schema: { type: 'string', pattern: '^[0-9]{1,19}$', examples: ['443731104'] },
  provenance: documented(page),
} as const satisfies HeaderParameter

/** A user who has not logged in, as the SDK's getAnonymousKey() gives it. */
export const anonymousKeyHeader = {
  name: 'x-anon-key',
  description: "The hash of the SDK's getAnonymousKey(). Exactly one of x-toss-user-key and x-anon-key is sent.",
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 64 },
  provenance: documented(page, '2026-07-16'),
} as const satisfies HeaderParameter

/** The access token of the logged-in user. */
export const bearerHeader = {
  name: 'Authorization',
  description: 'Bearer <accessToken>',
  required: true,
  schema: { type: 'string', pattern: '^[Bb]earer .+$', 'x-sensitive': true },
  provenance: documented('Toss Login guide'),
} as const satisfies HeaderParameter

const implied = {
  none: [],
  bearer: [bearerHeader],
  key: [tossUserKeyHeader, anonymousKeyHeader],
  'optional-key': [tossUserKeyHeader, anonymousKeyHeader],
} as const satisfies Record<Operation['user'], readonly HeaderParameter[]>

/** Every header that the operation reads: those it lists, and those that its way of identifying the user implies. */
export function headersOf(operation: Operation): readonly HeaderParameter[] {
  const listed = new Set(operation.headers.map((header) => header.name.toLowerCase()))
  return [...operation.headers, ...implied[operation.user].filter((header) => !listed.has(header.name.toLowerCase()))]
}
