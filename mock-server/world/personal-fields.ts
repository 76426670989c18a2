import { createCipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'
import { createGhash } from './ghash.js'

/** Encrypts one personal field: Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes). */
export type EncryptField = (plain: string) => string

const vectorSize = 12
const blockSize = 16

/** How many fields are prepared at a time. */
const vectors = 256

/** Bytes of text that preparation reaches for; a `ci` has 88. Longer ones are encrypted by OpenSSL from end to end. */
const preparedBytes = 7 * blockSize

/** Bytes of key stream for one field: the block that masks the tag, and those for the text. */
const streamSize = blockSize + preparedBytes

/**
 * AES-256-GCM as the Toss Login guide describes it, with an initialisation vector of its own for each field.
 *
 * The AES part of many fields is drawn from OpenSSL in one call, and the rest done here: six calls of `createCipheriv` for
 * one login-me cost as much as everything else that is done for it (docs/decisions/0016).
 *
 * @param options.key Base64 of 32 bytes
 * @param options.aad additional authenticated data, UTF-8
 */
export function createFieldEncryption(options: { key: string; aad: string }): EncryptField {
  const key = createSecretKey(options.key, 'base64')
  const aad = Buffer.from(options.aad, 'utf8')
  const streams = createKeyStreams(key)
  const tagOf = createGhash(streams.encryptBlock(Buffer.alloc(blockSize)), aad)
  const sealed = Buffer.alloc(vectorSize + preparedBytes + blockSize)

  return (plain) => {
    const length = Buffer.byteLength(plain, 'utf8')
    if (length > preparedBytes) return sealWithOpenssl(plain, key, aad)
    const { vector, stream } = streams.next()
    sealed.set(vector)
    sealed.write(plain, vectorSize, 'utf8')
    for (let index = 0; index < length; index++) {
      sealed[vectorSize + index] = (sealed[vectorSize + index] as number) ^ (stream[blockSize + index] as number)
    }
    const end = vectorSize + length
    tagOf(sealed.subarray(vectorSize, end), sealed, end)
    for (let index = 0; index < blockSize; index++) {
      sealed[end + index] = (sealed[end + index] as number) ^ (stream[index] as number)
    }
    return sealed.toString('base64', 0, end + blockSize)
  }
}

/** Vectors, and for each the blocks that counter mode makes of it: counter 1 masks the tag, 2 and on the text. */
function createKeyStreams(key: KeyObject) {
  const aes = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const drawn = Buffer.alloc(vectors * vectorSize)
  const counters = Buffer.alloc(vectors * streamSize)
  let streams = counters
  let used = vectors

  function draw(): void {
    randomFillSync(drawn)
    for (let vector = 0; vector < vectors; vector++) {
      for (let block = 0; block < streamSize / blockSize; block++) {
        const at = vector * streamSize + block * blockSize
        drawn.copy(counters, at, vector * vectorSize, (vector + 1) * vectorSize)
        counters.writeUInt32BE(block + 1, at + vectorSize)
      }
    }
    streams = aes.update(counters)
    used = 0
  }

  return {
    encryptBlock: (block: Buffer) => aes.update(block),
    next() {
      if (used === vectors) draw()
      const vector = drawn.subarray(used * vectorSize, (used + 1) * vectorSize)
      const stream = streams.subarray(used * streamSize, (used + 1) * streamSize)
      used++
      return { vector, stream }
    },
  }
}

function sealWithOpenssl(plain: string, key: KeyObject, aad: Buffer): string {
  const vector = randomFillSync(Buffer.alloc(vectorSize))
  const cipher = createCipheriv('aes-256-gcm', key, vector).setAAD(aad)
  return Buffer.concat([vector, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}
