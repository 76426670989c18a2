import {
  type DecryptionSuspect,
  decryptionFixes as fixes,
  openField,
  operation,
  type SuccessOf,
} from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

const keyBytes = 32

/** The key as it is mailed from the console (Base64 of 32 bytes, or the bytes), and the AAD that comes with it. */
export interface DecryptionOptions {
  readonly key: string | Uint8Array
  readonly aad: string
}

/** Key and AAD, checked and as bytes. */
export interface DecryptionKey {
  readonly key: Buffer
  readonly aad: Buffer
}

/** What login-me answers with. */
export type LoginUser = SuccessOf<'login.loginMe'>

/** A personal field of `LoginUser` that travels encrypted. */
export type EncryptedField = 'name' | 'phone' | 'birthday' | 'ci' | 'gender' | 'nationality' | 'email'

export type { DecryptionSuspect }

/** A personal field that cannot be decrypted: `suspect` says what is likely wrong. */
export class DecryptionError extends CodedError<'ERR_DECRYPTION'> {
  readonly field: string
  readonly suspect: DecryptionSuspect

  constructor(field: string, suspect: DecryptionSuspect, what: string, cause?: unknown) {
    super('ERR_DECRYPTION', `${field}: ${what}`, { cause, fix: fixes[suspect] })
    this.field = field
    this.suspect = suspect
  }

  override get name(): string {
    return 'DecryptionError'
  }
}

/** @throws CodedError `ERR_INVALID_OPTION` */
export function readDecryptionKey({ key, aad }: DecryptionOptions): DecryptionKey {
  const bytes = typeof key === 'string' ? Buffer.from(key.trim(), 'base64') : Buffer.from(key ?? [])
  if (bytes.length !== keyBytes) {
    throw new CodedError(
      'ERR_INVALID_OPTION',
      `decryption.key must be ${keyBytes} bytes in Base64; this one has ${bytes.length} bytes.`,
      { fix: fixes.key },
    )
  }
  if (typeof aad !== 'string') {
    throw new CodedError('ERR_INVALID_OPTION', `decryption.aad must be a string, not ${typeof aad}.`, {
      fix: fixes.aad,
    })
  }
  return { key: bytes, aad: Buffer.from(aad, 'utf8') }
}

/**
 * Decrypts one personal field of login-me: AES-256-GCM, Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes), as documented.
 *
 * @example
 * ```ts
 * const name = decryptField({ key: process.env.TOSS_KEY, aad: 'TOSS', value: user.name })
 * ```
 * @throws DecryptionError `ERR_DECRYPTION`
 * @throws CodedError `ERR_INVALID_OPTION` for a key of the wrong length
 */
export function decryptField(options: DecryptionOptions & { readonly value: string; readonly field?: string }): string {
  return decrypt(readDecryptionKey(options), options.value, options.field ?? 'value')
}

/**
 * The same user with every personal field decrypted; null stays null.
 *
 * @example
 * ```ts
 * const user = decryptUser({ key, aad: 'TOSS', user: encryptedUser })
 * ```
 * @throws DecryptionError `ERR_DECRYPTION`, naming the field
 * @throws CodedError `ERR_INVALID_OPTION` for a key of the wrong length
 */
export function decryptUser(options: DecryptionOptions & { readonly user: LoginUser }): LoginUser {
  return decryptUserWith(readDecryptionKey(options), options.user)
}

/** As `decryptUser`, with a key that has been checked. */
export function decryptUserWith(key: DecryptionKey, user: LoginUser): LoginUser {
  const decrypted: LoginUser = { ...user }
  for (const field of encryptedFields) {
    const value = user[field]
    if (typeof value === 'string') decrypted[field] = decrypt(key, value, field)
  }
  return decrypted
}

const encryptedFields = Object.entries(operation('login.loginMe').success.schema.properties)
  .filter(([, schema]) => 'x-encrypted' in schema)
  .map(([field]) => field as EncryptedField)

function decrypt(key: DecryptionKey, value: string, field: string): string {
  const opened = openField(key, value, field)
  if ('text' in opened) return opened.text
  throw new DecryptionError(field, opened.suspect, opened.what, opened.cause)
}
