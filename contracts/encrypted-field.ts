import { createDecipheriv } from 'node:crypto'

const ivBytes = 12
const tagBytes = 16

/** What is likely wrong when a field cannot be decrypted. */
export type DecryptionSuspect = 'key' | 'aad' | 'value'

/** What to do about each. */
export const decryptionFixes: Record<DecryptionSuspect, string> = {
  key: 'Compare the key with the one mailed from the console for this mini-app.',
  aad: 'Compare the AAD with the one mailed from the console: it is case-sensitive, without spaces or line end around it.',
  value: 'Pass the field exactly as login-me gave it: Base64 of IV (12 bytes), ciphertext and tag (16 bytes).',
}

/** A field's text, or why it stays shut. */
export type OpenedField =
  | { readonly text: string }
  | { readonly suspect: DecryptionSuspect; readonly what: string; readonly cause?: unknown }

/**
 * Decrypts a personal field of login-me: AES-256-GCM, Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes), as documented.
 *
 * @param field - its name in login-me, by which a wrong AAD is told from a wrong key
 */
export function openField(
  { key, aad }: { readonly key: Buffer; readonly aad: Buffer },
  value: string,
  field: string,
): OpenedField {
  const bytes = Buffer.from(value, 'base64')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || bytes.length < ivBytes + tagBytes) {
    return { suspect: 'value', what: 'is not an encrypted field (Base64 of at least 28 bytes).' }
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(aad)
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  const plain = decipher.update(bytes.subarray(ivBytes, -tagBytes))
  try {
    decipher.final()
  } catch (cause) {
    // Key and IV alone decide the plaintext of GCM; the AAD only enters the tag. So readable text speaks for the key.
    return isReadable(plain, field)
      ? { suspect: 'aad', what: 'cannot be decrypted: the key fits, so the AAD is likely wrong.', cause }
      : { suspect: 'key', what: 'cannot be decrypted: the key is likely wrong, or the value damaged.', cause }
  }
  return { text: plain.toString('utf8') }
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
