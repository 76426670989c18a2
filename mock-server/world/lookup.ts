import type { EntityKind } from './entities.js'
import { type Index, indexes, type Sum, sums } from './indexes.js'
import { createRanking, type Ranking } from './ranking.js'
import type { Stored } from './shelf.js'

/** The indexes and sums of one world: by kind and name, then by key. */
export interface Lookup {
  ranking(kind: EntityKind, index: string, key: string | number): Ranking | undefined
  total(kind: EntityKind, sum: string, key: string): number
  /** An entity was added, was replaced, or is gone: what it was, and what it is. */
  note(kind: EntityKind, id: string, before: Stored | undefined, after: Stored | undefined): void
}

type Of<Declared> = Readonly<Record<string, Declared>> | undefined

/** The lookup of a world without entities. */
export function createLookup(): Lookup {
  const rankings = new Map<string, Map<string | number, Ranking>>()
  const totals = new Map<string, number>()
  const nameOf = (kind: string, name: string) => `${kind} ${name}`

  function rank(ranked: string, { key, rank: rankOf }: Index<unknown>, id: string, stored: Stored, isThere: boolean) {
    const found = key(stored.entity)
    if (found === null) return
    const byKey = rankings.get(ranked) ?? new Map<string | number, Ranking>()
    rankings.set(ranked, byKey)
    const ranking = byKey.get(found) ?? createRanking()
    byKey.set(found, ranking)
    const value = rankOf?.(stored.entity) ?? stored.place
    if (isThere) ranking.add(id, value, stored.place)
    else ranking.remove(value, stored.place)
    if (ranking.size === 0) byKey.delete(found)
  }

  function add(name: string, { key, amount }: Sum<unknown>, { entity }: Stored, sign: 1 | -1) {
    const total = `${name} ${key(entity)}`
    totals.set(total, (totals.get(total) ?? 0) + sign * amount(entity))
  }

  return {
    ranking: (kind, index, key) => rankings.get(nameOf(kind, index))?.get(key),
    total: (kind, sum, key) => totals.get(`${nameOf(kind, sum)} ${key}`) ?? 0,
    note(kind, id, before, after) {
      for (const [name, index] of Object.entries((indexes as Record<string, Of<Index<unknown>>>)[kind] ?? {})) {
        if (before && after && isSame(index, before, after)) continue
        if (before) rank(nameOf(kind, name), index, id, before, false)
        if (after) rank(nameOf(kind, name), index, id, after, true)
      }
      for (const [name, sum] of Object.entries((sums as Record<string, Of<Sum<unknown>>>)[kind] ?? {})) {
        if (before) add(nameOf(kind, name), sum, before, -1)
        if (after) add(nameOf(kind, name), sum, after, 1)
      }
    },
  }
}

function isSame({ key, rank }: Index<unknown>, before: Stored, after: Stored): boolean {
  return key(before.entity) === key(after.entity) && rank?.(before.entity) === rank?.(after.entity)
}
