import { type EntityKind, entityShapes } from '../entities.js'
import { inMilliseconds, inText } from '../instant-text.js'
import { instant } from '../shape.js'
import type { WorldDump } from '../store.js'

/** An entity as a snapshot has it: its instants are ISO 8601, or milliseconds since 1970. */
export interface WrittenEntity {
  readonly id: string
  readonly entity: object
  /** After this instant it need not be kept. */
  readonly keepUntil?: string | number
}

/** A mini-app's world as a snapshot has it. */
export interface WrittenWorld extends Omit<WorldDump, 'entities'> {
  /** By kind, each in the order of creation. */
  readonly entities: { readonly [Kind in EntityKind]?: readonly WrittenEntity[] }
}

/** A world as an export writes it. */
export function writtenWorld(world: WorldDump): WrittenWorld {
  return converted(world, inText) as WrittenWorld
}

/** A world that was written; the snapshot was found to make sense. */
export function readWorld(world: WrittenWorld): WorldDump {
  return converted(world, inMilliseconds) as WorldDump
}

function converted(world: WorldDump | WrittenWorld, convert: typeof inText): object {
  const entities = Object.entries(world.entities).map(([kind, entries]) => [
    kind,
    entries.map(({ id, entity, keepUntil }) => ({
      id,
      entity: convert(entityShapes[kind as EntityKind], entity),
      ...(keepUntil !== undefined && { keepUntil: convert(instant, keepUntil) }),
    })),
  ])
  return { ...world, entities: Object.fromEntries(entities) }
}
