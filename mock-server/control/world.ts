import type { JsonSchema } from '../../contracts/index.js'
import { clockChoices, type ExportOptions } from '../seed/export-world.js'
import type { ControlRoute } from './route.js'

const tag = 'mock'

const query = {
  type: 'object',
  properties: {
    clock: {
      type: 'string',
      enum: clockChoices,
      description:
        'Where a clock seeded with it starts: as far ahead of real time as now (default), or at this instant.',
    },
  },
} as const satisfies JsonSchema

const answer = {
  type: 'object',
  properties: { format: { type: 'string' }, clock: { type: 'object' }, snapshot: { type: 'object' } },
  required: ['format', 'clock', 'snapshot'],
} as const satisfies JsonSchema

/** The world as a seed file. It holds tokens, keys and personal data as they are. */
export const worldRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/world',
    operationId: 'exportWorld',
    summary: 'The whole world as a seed file, which restores it',
    tag,
    query,
    answer,
    handle: (request, { exportWorld }) => exportWorld(request.query as ExportOptions),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/world',
    operationId: 'exportMiniApp',
    summary: 'The world of one mini-app as a seed file',
    tag,
    query,
    answer,
    handle: (request, { exportWorld }) =>
      exportWorld({ ...(request.query as ExportOptions), miniApp: request.path.miniApp as string }),
  },
]
