// The answers that a mock without state of its own is given by whoever writes the test.
import { createCipheriv, randomBytes } from 'node:crypto'

export const production = 'https://apps-in-toss-api.toss.im'

/** The authorization code is not looked at. */
export const login = { authorizationCode: 'a-code', referrer: 'DEFAULT' }

export const decryption = { key: Buffer.alloc(32, 7).toString('base64'), aad: 'TOSS' }

export const token = { resultType: 'SUCCESS', success: { accessToken: 'a-token' } }

/** The answer of login-me. */
export function userNamed(name) {
  const vector = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(decryption.key, 'base64'), vector)
  cipher.setAAD(Buffer.from(decryption.aad))
  const field = Buffer.concat([vector, cipher.update(name, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { resultType: 'SUCCESS', success: { userKey: 1, name: field.toString('base64') } }
}
