import { createHash } from 'node:crypto'

/**
 * Repeatable randomness: the same seed, mini-app and number of earlier draws give the same bytes. Each mini-app has
 * its own sequence, so that tests in parallel do not disturb each other. Keys and initialisation vectors are not drawn
 * from here; they are truly random.
 */
export interface Random {
  bytes(length: number): Buffer
  /** A whole number from `min` to `max`, both included; the range may span up to 2^48. */
  integer(min: number, max: number): number
  /** True with this probability, 0…1. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  uuid(): string
  /** A UUID of version 7, which begins with a moment in milliseconds since 1970. */
  timedUuid(moment: number): string
  /** `length` characters of the url-safe Base64 alphabet. */
  urlSafe(length: number): string
}

/** A sequence named by `seed` and `name`; `next` hands out the number of the next draw. */
export function createRandom(seed: string, name: string, next: () => number): Random {
  function block(): Buffer {
    return createHash('sha256').update(`${seed}\n${name}\n${next()}`).digest()
  }
  function bytes(length: number): Buffer {
    const blocks: Buffer[] = []
    for (let have = 0; have < length; have += 32) blocks.push(block())
    return Buffer.concat(blocks, length)
  }
  const fraction = () => block().readUIntBE(0, 6) / 2 ** 48
  const integer = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1))
  return {
    bytes,
    integer,
    chance: (probability) => fraction() < probability,
    pick: (from) => from[integer(0, from.length - 1)] as (typeof from)[number],
    uuid: () => uuidOf(bytes(16), 4),
    timedUuid(moment) {
      const raw = bytes(16)
      raw.writeUIntBE(Math.min(Math.max(Math.trunc(moment), 0), 2 ** 48 - 1), 0, 6)
      return uuidOf(raw, 7)
    },
    urlSafe: (length) =>
      bytes(Math.ceil((length * 3) / 4))
        .toString('base64url')
        .slice(0, length),
  }
}

/** The UUID of 16 bytes, which are changed. */
export function uuidOf(raw: Buffer, version: number): string {
  raw[6] = ((raw[6] as number) & 0x0f) | (version << 4)
  raw[8] = ((raw[8] as number) & 0x3f) | 0x80
  const hex = raw.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
