import type { EntityKind } from './entities.js'
import { type Index, indexes, type Sum, sums } from './indexes.js'
import { addTo, type Ranking, rankingOf, removeFrom, sizeOf } from './ranking.js'
import type { Stored } from './shelf.js'

/** The indexes and sums of one world: by kind and name, then by key. */
export interface Lookup {
  ranking(kind: EntityKind, index: string, key: string | number): Ranking | undefined
  total(kind: EntityKind, sum: string, key: string): number
  /** An entity was added, was replaced, or is gone: what it was, and what it is. */
  note(kind: EntityKind, id: string, before: Stored | undefined, after: Stored | undefined): void
}

/** What is kept of each kind, under names that no other kind has. */
const indexesOf = declarationsOf<Index<unknown>>(indexes)
const sumsOf = declarationsOf<Sum<unknown>>(sums)

/** The lookup of a world without entities. */
export function createLookup(): Lookup {
  const rankings = new Map<string, Map<string | number, Ranking>>()
  const totals = new Map<string, number>()

  function rank(ranked: string, { key, rank: rankOf }: Index<unknown>, id: string, stored: Stored, isThere: boolean) {
    const found = key(stored.entity)
    if (found === null) return
    const byKey = rankings.get(ranked) ?? new Map<string | number, Ranking>()
    rankings.set(ranked, byKey)
    const ranking = byKey.get(found)
    const value = rankOf?.(stored.entity) ?? stored.place
    if (ranking === undefined) {
      if (isThere) byKey.set(found, rankingOf(id, value, stored.place))
      return
    }
    if (isThere) addTo(ranking, id, value, stored.place)
    else removeFrom(ranking, value, stored.place)
    if (sizeOf(ranking) === 0) byKey.delete(found)
  }

  function add(name: string, { key, amount }: Sum<unknown>, { entity }: Stored, sign: 1 | -1) {
    const total = `${name} ${key(entity)}`
    totals.set(total, (totals.get(total) ?? 0) + sign * amount(entity))
  }

  return {
    ranking: (kind, index, key) => rankings.get(nameOf(kind, index))?.get(key),
    total: (kind, sum, key) => totals.get(`${nameOf(kind, sum)} ${key}`) ?? 0,
    note(kind, id, before, after) {
      for (const [name, index] of indexesOf.get(kind) ?? []) {
        if (before && after && isSame(index, before, after)) continue
        if (before) rank(name, index, id, before, false)
        if (after) rank(name, index, id, after, true)
      }
      for (const [name, sum] of sumsOf.get(kind) ?? []) {
        if (before) add(name, sum, before, -1)
        if (after) add(name, sum, after, 1)
      }
    },
  }
}

function isSame({ key, rank }: Index<unknown>, before: Stored, after: Stored): boolean {
  return key(before.entity) === key(after.entity) && rank?.(before.entity) === rank?.(after.entity)
}

function declarationsOf<Declared>(kinds: object): ReadonlyMap<string, readonly (readonly [string, Declared])[]> {
  const declared = Object.entries(kinds as Record<string, Record<string, Declared>>)
  return new Map(
    declared.map(([kind, named]) => [
      kind,
      Object.entries(named).map(([name, one]) => [nameOf(kind, name), one] as const),
    ]),
  )
}

function nameOf(kind: string, name: string): string {
  return `${kind} ${name}`
}
