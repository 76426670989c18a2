import { clockChoices, type ExportOptions } from '../../seed/export-world.js'
import type { WorldSeed } from '../../seed/world-seed.js'
import { type EntityKind, entityShapes } from '../../world/entities.js'
import { anything, count, object, options, type Shape, saying, text, word } from '../../world/shape.js'
import { mockCommand } from '../route.js'

const takes = options({
  clock: saying(
    word(...clockChoices),
    'Where a clock seeded with it starts: as far ahead of real time as now (default), or at this instant.',
  ),
})

const gives = object({ format: text, clock: anything, snapshot: anything }) as Shape<WorldSeed>

/** The kinds of things that worlds hold. */
const kinds = Object.keys(entityShapes) as EntityKind[]
const counts = object(Object.fromEntries(kinds.map((kind) => [kind, count])))

/** The world as a seed file. It holds tokens, keys and personal data as they are. */
export const worldCommands = {
  exportWorld: mockCommand({
    at: 'GET world',
    id: 'exportWorld',
    says: 'The whole world as a seed file, which restores it',
    takes,
    gives,
    do: ({ exportWorld }, options: ExportOptions) => exportWorld(options),
  }),
  exportMiniApp: mockCommand({
    at: 'GET mini-apps/{miniApp}/world',
    id: 'exportMiniApp',
    says: 'The world of one mini-app as a seed file',
    takes,
    gives,
    do: ({ exportWorld }, miniApp: string, options: ExportOptions) => exportWorld({ ...options, miniApp }),
  }),
  count: mockCommand({
    at: 'GET mini-apps/{miniApp}/counts',
    id: 'countWorld',
    says: 'How many things of each kind the world of a mini-app holds',
    gives: counts,
    under: 'counts',
    do: ({ contextOf }, miniApp: string) =>
      contextOf(miniApp).read((world) => Object.fromEntries(kinds.map((kind) => [kind, world.count(kind)]))),
  }),
}
