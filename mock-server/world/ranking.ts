/**
 * Ids in the order of a rank, and of their places where ranks are equal. What comes last is added, and what comes first is
 * taken, without a walk.
 */
export interface Ranking {
  readonly size: number
  /** The id at a position, from 0 on. */
  at(position: number): string | undefined
  /** The position of the first id with at least this rank. */
  startOf(rank: number): number
  add(id: string, rank: number, place: number): void
  remove(rank: number, place: number): void
}

/** An empty ranking. */
export function createRanking(): Ranking {
  let entries: { readonly rank: number; readonly place: number; readonly id: string }[] = []
  /** Those before it were taken; they go when they are as many as the others. */
  let first = 0

  /** Where what comes before (rank, place) ends. */
  function indexOf(rank: number, place: number): number {
    let [low, high] = [first, entries.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const entry = entries[middle] as (typeof entries)[number]
      if (entry.rank < rank || (entry.rank === rank && entry.place < place)) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    get size() {
      return entries.length - first
    },
    at: (position) => entries[first + position]?.id,
    startOf: (rank) => indexOf(rank, Number.NEGATIVE_INFINITY) - first,
    add(id, rank, place) {
      const index = indexOf(rank, place)
      if (index === entries.length) entries.push({ id, rank, place })
      else entries.splice(index, 0, { id, rank, place })
    },
    remove(rank, place) {
      const index = indexOf(rank, place)
      if (index === entries.length - 1) entries.pop()
      else if (index > first) entries.splice(index, 1)
      else first++
      if (first > 1024 && first * 2 > entries.length) {
        entries = entries.slice(first)
        first = 0
      }
    },
  }
}
