/** The same numbers from the same beginning: an attack that found something can be made again. */
export interface Random {
  /** A whole number from 0, below `bound`. */
  below(bound: number): number
}

/** mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound)
    },
  }
}
