/** Writes the GHASH of additional data and ciphertext, 16 bytes, behind the ciphertext: `bytes` from `begin` to `end`. */
export type Ghash = (bytes: Uint8Array, begin: number, end: number) => void

const blockSize = 16
const words = 4
const nibbles = 32

/**
 * GHASH of NIST SP 800-38D, for one hash key and one piece of additional data. Not in constant time: it protects nothing
 * here, as the mock hands its key to whoever asks.
 *
 * @param hashKey the block of zeros, encrypted
 */
export function createGhash(hashKey: Uint8Array, additionalData: Uint8Array): Ghash {
  const products = productsOf(hashKey)
  const state = new Uint32Array(words)
  const start = new Uint32Array(words)
  absorb(additionalData, 0, additionalData.length)
  start.set(state)
  return (bytes, begin, end) => {
    state.set(start)
    absorb(bytes, begin, end)
    // The last block holds both lengths, in bits.
    state[1] = (state[1] as number) ^ (additionalData.length * 8)
    state[3] = (state[3] as number) ^ ((end - begin) * 8)
    multiply()
    for (let index = 0; index < blockSize; index++) {
      bytes[end + index] = (state[index >>> 2] as number) >>> (24 - 8 * (index & 3))
    }
  }

  function absorb(bytes: Uint8Array, begin: number, end: number): void {
    for (let block = begin; block < end; block += blockSize) {
      const length = Math.min(blockSize, end - block)
      for (let index = 0; index < length; index++) {
        const word = index >>> 2
        state[word] = (state[word] as number) ^ ((bytes[block + index] as number) << (24 - 8 * (index & 3)))
      }
      multiply()
    }
  }

  /** state × hash key, as the sum of the products of its nibbles. */
  function multiply(): void {
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let nibble = 0; nibble < nibbles; nibble++) {
      const value = ((state[nibble >>> 3] as number) >>> (28 - 4 * (nibble & 7))) & 15
      const at = (nibble * 16 + value) * words
      a ^= products[at] as number
      b ^= products[at + 1] as number
      c ^= products[at + 2] as number
      d ^= products[at + 3] as number
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
  }
}

/** The product of the hash key with each value of each nibble of a block. */
function productsOf(hashKey: Uint8Array): Uint32Array {
  const key = new DataView(hashKey.buffer, hashKey.byteOffset, blockSize)
  let power = [0, 4, 8, 12].map((at) => key.getUint32(at))
  const products = new Uint32Array(nibbles * 16 * words)
  for (let nibble = 0; nibble < nibbles; nibble++) {
    // The first bit of a block is the lowest power of x.
    for (const bit of [8, 4, 2, 1]) {
      for (let value = 0; value < 16; value++) {
        if ((value & bit) === 0) continue
        for (let word = 0; word < words; word++) {
          const at = (nibble * 16 + value) * words + word
          products[at] = (products[at] as number) ^ (power[word] as number)
        }
      }
      power = timesX(power)
    }
  }
  return products
}

/** In the field of GCM: x^128 = x^7 + x^2 + x + 1, bits reflected. */
function timesX(value: readonly number[]): number[] {
  const carry = (value[3] as number) & 1
  const shifted = value.map((word, index) => (word >>> 1) | (index === 0 ? 0 : (value[index - 1] as number) << 31))
  shifted[0] = (shifted[0] as number) ^ (carry === 1 ? 0xe1000000 : 0)
  return shifted
}
