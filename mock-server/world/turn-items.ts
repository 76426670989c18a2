import type { Change, Item, Part } from './engine.js'
import { isEquipment } from './equipment.js'
import type { Trace } from './replica.js'
import { type Draft, type TurnItem, textOf, type World } from './world.js'

/** What goes to the engine at the end of a turn. */
export interface TurnItems {
  /** Notes what a call did. Gives back how much there is to be kept of it, in characters. */
  add(call: number, trace: Trace): number
  /** Those that are to be asked for, and the question. */
  question(): { readonly asked: readonly TurnItem[]; readonly items: readonly Item[] }
  /** Lets the worlds go: the turn is over. */
  release(): void
}

/** A world that is no mini-app's. Many look at it, so that those who only read it need not wait for each other. */
const isOfAll = ({ name }: World) => name.startsWith(':')

/** No items yet. `isShared`: whether what was only read is asked for as well. */
export function createTurnItems(isShared: boolean): TurnItems {
  const all: TurnItem[] = []
  const held = new Set<World>()

  /** One item for all that used something that another call of the turn has changed. */
  function itemOf({ used, wrote }: Trace): TurnItem {
    let item: TurnItem | undefined
    for (const { item: other } of used) {
      if (other === undefined || other === item) continue
      item = item === undefined ? other : join(item, other)
    }
    if (item === undefined) {
      item = { parts: new Map(), calls: [] }
      all.push(item)
    }
    for (const world of used) {
      if (isOfAll(world) && !wrote.includes(world)) continue
      world.item = item
      held.add(world)
    }
    return item
  }

  function join(item: TurnItem, other: TurnItem): TurnItem {
    for (const [world, draft] of other.parts) {
      const own = item.parts.get(world)
      if (own === undefined) item.parts.set(world, draft)
      if (world.item === other) world.item = item
    }
    item.calls.push(...other.calls)
    other.joined = item
    return item
  }

  return {
    add(call, trace) {
      const { used, wrote } = trace
      // Who reads what was changed in this turn depends on it.
      if (!isShared && wrote.length === 0 && used.every(({ item }) => item === undefined)) return 0
      const item = itemOf(trace)
      item.calls.push(call)
      for (const world of used) if (!item.parts.has(world)) item.parts.set(world, undefined)
      let size = 0
      const draftOf = (world: World): Draft => {
        const draft = item.parts.get(world) ?? { afresh: false, head: false, changes: new Map() }
        item.parts.set(world, draft)
        return draft
      }
      const change = (world: World, kind: string, id: string) => {
        const stored = world.contents.shelves.get(kind)?.entities.get(id)
        const { changes } = draftOf(world)
        const key = `${kind}\0${id}`
        // What a call has touched several times is written once.
        if (stored !== undefined && changes.get(key)?.stored === stored) return
        const text = stored === undefined ? null : textOf(stored)
        size += kind.length + id.length + (text?.length ?? 0)
        changes.set(key, { kind, id, text, stored })
      }
      for (const world of trace.heads) draftOf(world).head = true
      for (const world of trace.afresh) {
        const draft = draftOf(world)
        draft.afresh = draft.head = true
        draft.changes.clear()
        for (const [kind, { entities }] of world.contents.shelves) {
          if (isShared || !isEquipment(kind)) for (const id of entities.keys()) change(world, kind, id)
        }
      }
      for (const { world, kind, id } of trace.touched) change(world, kind, id)
      return size
    },
    question() {
      const asked = all.filter(({ joined }) => joined === undefined)
      // Whoever changes what all look at comes after those who have only looked at it.
      const last = (item: TurnItem) => [...item.parts].some(([world, draft]) => draft !== undefined && isOfAll(world))
      asked.sort((a, b) => Number(last(a)) - Number(last(b)))
      return { asked, items: asked.map(({ parts }) => [...parts].map(([world, draft]) => partOf(world, draft))) }
    },
    release() {
      for (const world of held) world.item = undefined
    },
  }
}

function partOf(world: World, draft: Draft | undefined): Part {
  const { name, position, contents } = world
  if (draft === undefined) return { world: name, seen: position, changes: undefined }
  const { afresh, head, changes } = draft
  const { isThere, seed, draws } = contents
  return {
    world: name,
    seen: position,
    changes: {
      world: name,
      afresh,
      ...(head && isThere && { head: { seed, draws } }),
      changes: sorted([...changes.values()]),
    },
  }
}

/** What is new goes in the order of its places. */
function sorted(changes: Change[]): Change[] {
  if (changes.length < 2) return changes
  const placed = changes.map((change) => ({
    change,
    place: change.text === null ? 0 : Number.parseInt(change.text.slice(1), 10),
  }))
  return placed.sort((a, b) => a.place - b.place).map(({ change }) => change)
}
