import { createCipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'
import { createGhash } from './ghash.js'

/** Encrypts one personal field: Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes). */
export type EncryptField = (plain: string) => string

const vectorSize = 12
const blockSize = 16
const wordSize = 4

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
    // There is room for a block more than is prepared: a text that is cut off is seen to be too long.
    const length = sealed.write(plain, vectorSize, 'utf8')
    if (length > preparedBytes) return sealWithOpenssl(plain, key, aad)
    const end = vectorSize + length
    const { bytes, at } = streams.next(sealed)
    for (let index = 0; index < length; index++) {
      sealed[vectorSize + index] = (sealed[vectorSize + index] as number) ^ (bytes[at + blockSize + index] as number)
    }
    tagOf(sealed, vectorSize, end)
    for (let index = 0; index < blockSize; index++) {
      sealed[end + index] = (sealed[end + index] as number) ^ (bytes[at + index] as number)
    }
    return sealed.toString('base64', 0, end + blockSize)
  }
}

/** Vectors, and for each the blocks that counter mode makes of it: counter 1 masks the tag, 2 and on the text. */
function createKeyStreams(key: KeyObject) {
  const aes = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const drawn = new Uint32Array((vectors * vectorSize) / wordSize)
  const counters = new Uint32Array((vectors * streamSize) / wordSize)
  const counterBytes = Buffer.from(counters.buffer)
  for (let at = 0; at < counterBytes.length; at += blockSize) {
    counterBytes.writeUInt32BE((at % streamSize) / blockSize + 1, at + vectorSize)
  }
  const streams = { bytes: counterBytes, at: counterBytes.length }

  function draw(): void {
    randomFillSync(drawn)
    for (let word = 0; word < counters.length; word += blockSize / wordSize) {
      const vector = Math.floor((word * wordSize) / streamSize) * (vectorSize / wordSize)
      counters[word] = drawn[vector] as number
      counters[word + 1] = drawn[vector + 1] as number
      counters[word + 2] = drawn[vector + 2] as number
    }
    streams.bytes = aes.update(counters)
    streams.at = -streamSize
  }

  return {
    encryptBlock: (block: Buffer) => aes.update(block),
    /** Writes the next vector to where `out` begins, and says where its key stream is. */
    next(out: Buffer) {
      if (streams.at + streamSize >= counterBytes.length) draw()
      streams.at += streamSize
      for (let index = 0; index < vectorSize; index++) out[index] = counterBytes[streams.at + index] as number
      return streams
    },
  }
}

function sealWithOpenssl(plain: string, key: KeyObject, aad: Buffer): string {
  const vector = randomFillSync(Buffer.alloc(vectorSize))
  const cipher = createCipheriv('aes-256-gcm', key, vector).setAAD(aad)
  return Buffer.concat([vector, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}
