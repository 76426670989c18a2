import { createCipheriv, randomBytes } from 'node:crypto'

/** Encrypts one personal field: Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes). */
export type EncryptField = (plain: string) => string

/**
 * AES-256-GCM as the Toss Login guide describes it.
 *
 * @param options.key Base64 of 32 bytes
 * @param options.aad additional authenticated data, UTF-8
 */
export function createFieldEncryption(options: { key: string; aad: string }): EncryptField {
  const key = Buffer.from(options.key, 'base64')
  const aad = Buffer.from(options.aad, 'utf8')
  return (plain) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad)
    return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
  }
}
