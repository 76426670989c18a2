/** Whose equipment: a mini-app's, or (null) what is for all of them. */
export type Owner = string | null

/**
 * What steers the mock, and is no part of a world: rules of faults, prepared answers, counted calls, revocations. No export has
 * it and no state file; those who share the worlds share it. Values are plain JSON, and replaced, never changed in place. It is
 * used within a call of the store, and taken back with it.
 */
export interface Equipment {
  get(owner: Owner, kind: EquipmentKind, id: string): unknown
  /** In the order in which they came. */
  all(owner: Owner, kind: EquipmentKind): (readonly [id: string, value: unknown])[]
  put(owner: Owner, kind: EquipmentKind, id: string, value: unknown): void
  remove(owner: Owner, kind: EquipmentKind, id: string): void
  /** The mini-apps that may have some. */
  owners(): readonly string[]
}

/** The kinds begin with a dot, so that none is an entity's. */
export type EquipmentKind = `.${string}`

/** Whether a kind is equipment. */
export function isEquipment(kind: string): kind is EquipmentKind {
  return kind.startsWith('.')
}

/** Equipment outside of any store: nobody shares it, and nothing is taken back. */
export function plainEquipment(): Equipment {
  const shelves = new Map<Owner, Map<EquipmentKind, Map<string, unknown>>>()
  const shelf = (owner: Owner, kind: EquipmentKind) => shelves.get(owner)?.get(kind)
  return {
    get: (owner, kind, id) => shelf(owner, kind)?.get(id),
    all: (owner, kind) => [...(shelf(owner, kind) ?? [])],
    put(owner, kind, id, value) {
      const kinds = shelves.get(owner) ?? new Map<EquipmentKind, Map<string, unknown>>()
      shelves.set(owner, kinds)
      kinds.set(kind, (kinds.get(kind) ?? new Map<string, unknown>()).set(id, value))
    },
    remove: (owner, kind, id) => void shelf(owner, kind)?.delete(id),
    owners: () => [...shelves.keys()].filter((owner) => owner !== null),
  }
}
