import { CodedError } from '../../errors/index.js'
import type { Clock } from '../world/clock.js'
import { writtenWorld } from '../world/snapshot/written-world.js'
import type { Store } from '../world/store.js'
import { type ClockSeed, type WorldSeed, worldFormat } from './world-seed.js'

/** What to export, and how. */
export interface ExportOptions {
  /** Only the world of this mini-app; of all by default. */
  readonly miniApp?: string
  /**
   * Where the clock starts for whoever is seeded with the export: as far ahead of real time as now (`ahead`, default), so
   * that the time in between has passed, or at this very instant (`instant`). A frozen clock is always at its instant.
   */
  readonly clock?: ClockChoice
}

/** The ways to export the clock. */
export const clockChoices = ['ahead', 'instant'] as const

/** One of {@link clockChoices}. */
export type ClockChoice = (typeof clockChoices)[number]

/**
 * The world as it is, as a seed that restores it: plain JSON, a copy. It holds tokens, keys and personal data as they are.
 *
 * @throws CodedError `ERR_INVALID_OPTION`; `ERR_NOT_FOUND` for a mini-app without a world
 */
export async function exportWorld(
  { store, clock }: { store: Store; clock: Clock },
  { miniApp, clock: choice = 'ahead' }: ExportOptions = {},
): Promise<WorldSeed> {
  if (!clockChoices.includes(choice)) {
    throw new CodedError('ERR_INVALID_OPTION', `clock must be ${clockChoices.join(' or ')}, not ${String(choice)}`)
  }
  let { state } = clock
  const worlds = await store.dump(miniApp, () => {
    state = clock.state
  })
  if (miniApp !== undefined && worlds.size === 0) {
    throw new CodedError('ERR_NOT_FOUND', `miniApp: nothing has happened in a mini-app ${miniApp} yet`, {
      fix: 'List the mini-apps to see which there are.',
    })
  }
  const written = [...worlds].map(([name, each]) => [name, writtenWorld(each)])
  const world: WorldSeed = {
    format: worldFormat,
    clock: clockOf(state, choice),
    snapshot: { exportedAt: new Date(state.now).toISOString(), miniApps: Object.fromEntries(written) },
  }
  return JSON.parse(JSON.stringify(world))
}

function clockOf({ now, aheadBy, frozen }: Clock['state'], choice: ClockChoice): ClockSeed {
  if (frozen || choice === 'instant') {
    return { instant: new Date(now).toISOString(), ...(frozen && { frozen }) }
  }
  return { aheadBySeconds: aheadBy / 1000 }
}
