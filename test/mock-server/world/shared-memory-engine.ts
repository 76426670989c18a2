import type { Engine, Told } from '../../../mock-server/world/engine.js'

/** A place in memory that any number of stores share: the whole of what an engine with rivals has to do. */
export interface SharedMemory {
  engine(): Engine
}

/** An empty place. A world is its log, and stands where that ends. */
export function createSharedMemory(): SharedMemory {
  const logs = new Map<string, Told[]>()
  const logOf = (world: string) => logs.get(world) ?? []
  const positionOf = (world: string) => String(logOf(world).length)

  function since(world: string, seen: string | undefined): Told[] {
    if (seen !== undefined) return logOf(world).slice(Number(seen))
    return [{ world, afresh: true, entities: [] }, ...logOf(world)]
  }

  const engine: Engine = {
    isShared: true,
    load: () => [],
    async turn(items) {
      return items.map((item) => {
        const behind = item.filter(({ world, seen }) => seen !== positionOf(world))
        if (behind.length > 0) {
          return {
            missed: behind.map(({ world, seen }) => ({
              world,
              position: positionOf(world),
              told: since(world, seen),
            })),
          }
        }
        for (const { world, changes } of item) {
          if (changes === undefined) continue
          const entities = changes.changes.map(({ kind, id, text }) => [kind, id, text && JSON.parse(text)] as const)
          logs.set(world, [...logOf(world), { ...changes, entities }])
        }
        return { accepted: item.map(({ world }) => positionOf(world)) }
      })
    },
    async close() {},
  }
  return { engine: () => engine }
}
