import type { HeaderParameter, Operation, UserIdentification } from './operation.js'
import { documented } from './provenance.js'

const page = 'API guide: headers that identify the user'

/** The user of the mini-app, as login-me gives it. */
export const tossUserKeyHeader = {
  name: 'x-toss-user-key',
  description: "The user's userKey in decimal digits.",
  required: false,
  schema: { type: 'string', pattern: '^[0-9]{1,19}$', examples: ['443731104'] },
  provenance: documented(page),
} as const satisfies HeaderParameter

/** A user who has not logged in, as the SDK's getAnonymousKey() gives it. */
export const anonymousKeyHeader = {
  name: 'x-anon-key',
  description: "The hash of the SDK's getAnonymousKey().",
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 64 },
  provenance: documented(page, '2026-07-16'),
} as const satisfies HeaderParameter

/** The access token of the logged-in user. */
export const bearerHeader = {
  name: 'Authorization',
  description: 'Bearer <accessToken>',
  required: true,
  schema: { type: 'string', pattern: '^[Bb]earer .+$', examples: ['Bearer made-up.access.token'], 'x-sensitive': true },
  provenance: documented('Toss Login guide'),
} as const satisfies HeaderParameter

/** How many of the two headers that name a user are sent, in words. */
export const userHeadersNeeded = {
  key: `exactly one of ${tossUserKeyHeader.name} and ${anonymousKeyHeader.name}`,
  'optional-key': `at most one of ${tossUserKeyHeader.name} and ${anonymousKeyHeader.name}`,
} as const satisfies Partial<Record<UserIdentification, string>>

/** How an operation learns which user is meant, in a sentence; empty where it does not. */
export const userNotes = {
  none: '',
  bearer: 'The user is the one of the access token.',
  key: `${sentence(userHeadersNeeded.key)} names the user.`,
  'optional-key': `${sentence(userHeadersNeeded['optional-key'])} names the user.`,
} as const satisfies Record<UserIdentification, string>

function sentence<Text extends string>(text: Text): Capitalize<Text> {
  return (text.charAt(0).toUpperCase() + text.slice(1)) as Capitalize<Text>
}

/** One of the two headers, described as an operation with this need reads it. */
export function oneOfTwo(need: keyof typeof userHeadersNeeded, header: HeaderParameter): HeaderParameter {
  return { ...header, description: `${header.description} ${sentence(userHeadersNeeded[need])} is sent.` }
}

const implied: Record<UserIdentification, readonly HeaderParameter[]> = {
  none: [],
  bearer: [bearerHeader],
  key: [tossUserKeyHeader, anonymousKeyHeader].map((header) => oneOfTwo('key', header)),
  'optional-key': [tossUserKeyHeader, anonymousKeyHeader].map((header) => oneOfTwo('optional-key', header)),
}

/** Every header that the operation reads: those it lists, and those that its way of identifying the user implies. */
export function headersOf(operation: Operation): readonly HeaderParameter[] {
  const listed = new Set(operation.headers.map((header) => header.name.toLowerCase()))
  return [...operation.headers, ...implied[operation.user].filter((header) => !listed.has(header.name.toLowerCase()))]
}
