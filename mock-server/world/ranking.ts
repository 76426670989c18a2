/**
 * Ids in the order of a rank, and of their places where ranks are equal. What comes last is added, and what comes first is
 * taken, without a walk. There is one for each key of an index, most of them of one id: so it is data, and nothing more.
 */
export interface Ranking {
  entries: RankedEntity[]
  /** Those before it were taken; they go when they are as many as the others. */
  first: number
}

interface RankedEntity {
  readonly rank: number
  readonly place: number
  readonly id: string
}

/** A ranking of one id. */
export function rankingOf(id: string, rank: number, place: number): Ranking {
  return { entries: [{ id, rank, place }], first: 0 }
}

/** How many ids are ranked. */
export function sizeOf({ entries, first }: Ranking): number {
  return entries.length - first
}

/** The id at a position, from 0 on. */
export function idAt({ entries, first }: Ranking, position: number): string | undefined {
  return entries[first + position]?.id
}

export function addTo(ranking: Ranking, id: string, rank: number, place: number): void {
  const { entries } = ranking
  const index = indexOf(ranking, rank, place)
  if (index === entries.length) entries.push({ id, rank, place })
  else entries.splice(index, 0, { id, rank, place })
}

export function removeFrom(ranking: Ranking, rank: number, place: number): void {
  const { entries } = ranking
  const index = indexOf(ranking, rank, place)
  if (index === entries.length - 1) entries.pop()
  else if (index > ranking.first) entries.splice(index, 1)
  else ranking.first++
  if (ranking.first > 1024 && ranking.first * 2 > entries.length) {
    ranking.entries = entries.slice(ranking.first)
    ranking.first = 0
  }
}

/** Where what comes before (rank, place) ends. */
function indexOf({ entries, first }: Ranking, rank: number, place: number): number {
  let [low, high] = [first, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle] as RankedEntity
    if (entry.rank < rank || (entry.rank === rank && entry.place < place)) low = middle + 1
    else high = middle
  }
  return low
}
