import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { CodedError } from '../errors/index.js'

const generate = promisify(generateKeyPair)

/** The size of the keys that the real console hands out, in bits: assumed; no public report names it. */
export const defaultKeyBits = 2048

/**
 * Makes an RSA key on the thread pool, so that several are made in parallel.
 *
 * @returns the private key as PEM, PKCS#8 and unencrypted: the form of the real one (JVM clients reject PKCS#1).
 */
export async function generatePrivateKey(bits: number = defaultKeyBits): Promise<string> {
  if (!Number.isInteger(bits) || bits < 512 || bits > 16384) {
    throw new CodedError('ERR_INVALID_OPTION', `bits must be a whole number from 512 to 16384, not ${bits}.`)
  }
  const { privateKey } = await generate('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return privateKey
}

/** Reads a private key that a caller gave as PEM or as a `KeyObject`. Throws `ERR_INVALID_OPTION` unless it is RSA. */
export function readPrivateKey(key: string | KeyObject): KeyObject {
  let object: KeyObject
  try {
    object = typeof key === 'string' ? createPrivateKey(key) : key
  } catch (cause) {
    throw new CodedError('ERR_INVALID_OPTION', 'key is not an unencrypted private key in PEM.', { cause })
  }
  if (object.type !== 'private' || object.asymmetricKeyType !== 'rsa') {
    throw new CodedError('ERR_INVALID_OPTION', 'key must be a private RSA key: the real certificates are RSA.')
  }
  return object
}
