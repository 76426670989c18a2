import { clockChoices, type ExportOptions } from '../seed/export-world.js'
import type { WorldSeed } from '../seed/world-seed.js'
import { anything, object, options, type Shape, saying, text, word } from '../world/shape.js'
import { mockCommand } from './route.js'

const takes = options({
  clock: saying(
    word(...clockChoices),
    'Where a clock seeded with it starts: as far ahead of real time as now (default), or at this instant.',
  ),
})

const gives = object({ format: text, clock: anything, snapshot: anything }) as Shape<WorldSeed>

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
}
