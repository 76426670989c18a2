import { createDecipheriv } from 'node:crypto'
import { operation, type SuccessOf } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

const ivBytes = 12
const tagBytes = 16
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

/** What is likely wrong when a field cannot be decrypted. */
export type DecryptionSuspect = 'key' | 'aad' | 'value'

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

const fixes: Record<DecryptionSuspect, string> = {
  key: 'Compare the key with the one mailed from the console for this mini-app.',
  aad: 'Compare the AAD with the one mailed from the console: it is case-sensitive, without spaces or line end around it.',
  value: 'Pass the field exactly as login-me gave it: Base64 of IV (12 bytes), ciphertext and tag (16 bytes).',
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

function decrypt({ key, aad }: DecryptionKey, value: string, field: string): string {
  const bytes = Buffer.from(value, 'base64')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || bytes.length < ivBytes + tagBytes) {
    throw new DecryptionError(field, 'value', 'is not an encrypted field (Base64 of at least 28 bytes).')
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(aad)
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  const plain = decipher.update(bytes.subarray(ivBytes, -tagBytes))
  try {
    decipher.final()
  } catch (cause) {
    // Key and IV alone decide the plaintext of GCM; the AAD only enters the tag. So readable text speaks for the key.
    throw isReadable(plain, field)
      ? new DecryptionError(field, 'aad', 'cannot be decrypted: the key fits, so the AAD is likely wrong.', cause)
      : new DecryptionError(field, 'key', 'cannot be decrypted: the key is likely wrong, or the value damaged.', cause)
  }
  return plain.toString('utf8')
}

const shapes: Record<string, RegExp> = {
  gender: /^(FE)?MALE$/,
  nationality: /^(LOCAL|FOREIGNER)$/,
  birthday: /^\d{8}$/,
  phone: /^\+?[\d-]{7,20}$/,
}

function isReadable(plain: Buffer, field: string): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plain)
    return (shapes[field] ?? /^[^\p{Cc}\p{Cn}\p{Co}]+$/u).test(text)
  } catch {
    return false
  }
}
