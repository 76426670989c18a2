import { type JsonSchema, scopes } from '../../contracts/index.js'

/** A mini-app's userKey. */
export const userKeySchema = { type: 'integer', minimum: 1 } as const satisfies JsonSchema

/** Traits of a person; those left out are made up. */
export const profileSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 50 },
    phone: { type: 'string', pattern: '^01[0-9]{8,9}$', description: 'Digits only: 01012345678.' },
    birthday: { type: 'string', pattern: '^(19|20)[0-9]{6}$', description: 'yyyyMMdd.' },
    gender: { type: 'string', enum: ['MALE', 'FEMALE'] },
    nationality: { type: 'string', enum: ['LOCAL', 'FOREIGNER'] },
    ci: { type: 'string', minLength: 1, maxLength: 200 },
    email: { type: ['string', 'null'], minLength: 3, maxLength: 320 },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

export const scopeListSchema = {
  type: 'array',
  items: { type: 'string', enum: scopes },
} as const satisfies JsonSchema

export const linkSchema = {
  type: ['object', 'null'],
  description: "The user's consent to the mini-app; null where there is none.",
  properties: {
    id: { type: 'string' },
    scopes: scopeListSchema,
    agreedTerms: { type: 'array', items: { type: 'string' } },
    linkedAt: { type: 'integer', description: 'Milliseconds since 1970, on the mock’s clock.' },
  },
  required: ['id', 'scopes', 'agreedTerms', 'linkedAt'],
} as const satisfies JsonSchema

/** A Toss user as the mini-app sees them. */
export const userSchema = {
  type: 'object',
  properties: {
    userKey: userKeySchema,
    anonKey: { type: 'string' },
    profile: { ...profileSchema, required: ['name', 'phone', 'birthday', 'gender', 'nationality', 'ci', 'email'] },
    link: linkSchema,
    pushEnabled: { type: 'boolean', description: 'Whether the user lets Toss send pushes.' },
    leftTossAt: { type: ['integer', 'null'], description: 'When the user left Toss; null for those who are there.' },
    createdAt: { type: 'integer', description: 'Milliseconds since 1970, on the mock’s clock.' },
  },
  required: ['userKey', 'anonKey', 'profile', 'link', 'pushEnabled', 'leftTossAt', 'createdAt'],
} as const satisfies JsonSchema

/** `{ name: [ … ] }`. */
export function listOf(name: string, items: JsonSchema): JsonSchema {
  return { type: 'object', properties: { [name]: { type: 'array', items } }, required: [name] }
}

/** An answer that says only that it was done. */
export const doneSchema = {
  type: 'object',
  properties: { done: { const: true } },
  required: ['done'],
} as const satisfies JsonSchema
