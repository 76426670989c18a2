import type { Failure } from './operation.js'
import type { JsonSchema, JsonType } from './schema.js'

/** Turns the plain text of a personal field into what goes over the wire. */
export type Encrypt = (plain: string) => string

/** What personal fields hold before they are encrypted. */
const personal: Readonly<Record<string, string>> = {
  name: '김토스',
  phone: '01012345678',
  birthday: '19900101',
  ci: 'made-up-connecting-information-of-a-person-who-does-not-exist-0000000000000000000000000==',
  gender: 'MALE',
  nationality: 'LOCAL',
  email: 'kim@example.com',
}

/** Base64 of no use: what an encrypted field looks like where nobody gave a key. */
const unreadable = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** Texts that fit the patterns of the contract; the first one that fits is taken. */
const texts = [
  'sample',
  '1',
  '092',
  '2025-04-17 12:32:10',
  '2025-09-12T16:57:12',
  '45a77cf4-5577-4d5c-8827-4d4dd328bf12',
  'ait.0000010000.af647449.3bd55cfd00.0000000475',
  'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=',
  'eyJraWQiOiJjZXJ0IiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJtYWRlLXVwIn0.bWFkZS11cCBzaWduYXR1cmU',
  'https://example.com/made-up',
  '',
] as const

/** A value that the schema allows, with every optional field; null only where nothing else is allowed. */
export function sampleOf(schema: JsonSchema, encrypt?: Encrypt, name = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum.find((value) => value !== null) ?? null
  const branch = (schema.oneOf ?? schema.anyOf)?.find(({ type }) => type !== 'null')
  if (schema.type === undefined && branch !== undefined) return sampleOf(branch, encrypt, name)
  if (schema['x-encrypted'] === true) return encryptedSample(name, encrypt)
  const [example] = schema.examples ?? []
  if (example !== undefined) return example
  const type = typesOf(schema).find((each) => each !== 'null') ?? 'null'
  return sampleOfType(type, schema, encrypt)
}

/** The same, of one of the types that the schema allows. */
export function sampleOfType(type: JsonType, schema: JsonSchema, encrypt?: Encrypt): unknown {
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {})
      return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, encrypt, name)]))
    }
    case 'array':
      return schema.items === undefined ? [] : [sampleOf(schema.items, encrypt)]
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'string':
      return texts.find((text) => allowsText(schema, text)) ?? ''
    case 'null':
      return null
  }
}

/** The body of a failure; `rest`: what is different in its `error`. */
export function failBody({ code, reason, data }: Failure, rest: object = {}) {
  const error = { errorType: 0, errorCode: code, reason, data: data === undefined ? {} : sampleOf(data), ...rest }
  return { resultType: 'FAIL', success: null, error } as const
}

/** What an encrypted field holds: readable where `encrypt` is given. */
export function encryptedSample(name: string, encrypt?: Encrypt): string {
  return encrypt === undefined ? unreadable : encrypt(personal[name] ?? 'sample')
}

/** The types that a value may have. */
export function typesOf({ type }: JsonSchema): readonly JsonType[] {
  return type === undefined ? [] : ([type].flat() as JsonType[])
}

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
  date: /^\d{4}-\d\d-\d\d$/,
  uri: /^[a-z]+:\S+$/,
}

/** Whether a schema of strings allows this one. */
export function allowsText(
  { minLength = 0, maxLength = Infinity, pattern, format }: JsonSchema,
  text: string,
): boolean {
  if (text.length < minLength || text.length > maxLength) return false
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false
  return format === undefined || formats[format]?.test(text) === true
}
