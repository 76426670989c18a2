import type { FaultRule } from '../partner-side/faults/fault-rule.js'
import type { SeededFaults } from '../partner-side/faults/rules-in-force.js'
import { type Issue, issueBounds, SeedFileError, type SeedSource } from '../world/checks/issue.js'
import type { ClockStart } from '../world/clock.js'
import { readWorld } from '../world/snapshot/written-world.js'
import type { WorldDumps } from '../world/store.js'
import { createMemoryStore } from '../world/store-of-turns.js'
import { checkSeed } from './check-seed.js'
import { makeMiniApp } from './make-mini-app.js'
import { createMaker, type MakerOptions } from './maker.js'
import { readSeedFile, seedFromObject } from './seed-text.js'
import type { MiniAppSeed, WorldSeed } from './world-seed.js'

/** A seed that was read and found to make sense. */
export interface Seeder {
  /** Where the mock's clock starts. */
  readonly clock: ClockStart
  /** The mini-apps that it has something about. */
  readonly miniApps: readonly string[]
  /**
   * Makes the worlds, apart from everybody's, so that nothing is changed where something is refused.
   *
   * @param now - the instant at which they are made, in milliseconds
   * @param miniApp - only the world of this one
   * @throws SeedFileError
   */
  makeWorlds(now: number, miniApp?: string): Promise<WorldDumps>
}

/** What making a world needs besides the seed. */
export interface SeederOptions extends Pick<MakerOptions, 'surroundings' | 'variants' | 'objectionTo'> {
  /** The seed of the randomness of new worlds. */
  readonly seed: string
}

/**
 * Reads a seed and checks it.
 *
 * @param given - the path of a file, or a world
 * @param before - what it gave before; given back where nothing has changed since
 * @throws SeedFileError
 */
export async function openSeed(
  given: { seedFile: string } | { world: unknown },
  before?: SeedSource,
): Promise<SeedSource> {
  const source = 'seedFile' in given ? await readSeedFile(given.seedFile, before) : seedFromObject(given.world)
  if (source === before) return source
  const issues = checkSeed(source.content)
  if (issues.length > 0) throw new SeedFileError(source, issues)
  return source
}

/** What makes worlds of a seed that `openSeed` gave. */
export function createSeeder(source: SeedSource, { seed: randomSeed, ...surroundings }: SeederOptions): Seeder {
  const { clock = {}, miniApps = {}, snapshot } = source.content as WorldSeed
  const written = snapshot?.miniApps ?? {}
  return {
    clock: startOf(clock),
    miniApps: [...Object.keys(written), ...Object.keys(miniApps)],
    async makeWorlds(now, only) {
      const isWanted = ([name]: [string, unknown]) => only === undefined || name === only
      // Nothing is dropped while the past is made: what is old now was not old then.
      const store = createMemoryStore({ seed: randomSeed, now: () => Number.NEGATIVE_INFINITY })
      const kept = Object.entries(written).filter(isWanted)
      await store.load(new Map(kept.map(([name, world]) => [name, readWorld(world)])))
      const issues: Issue[] = []
      for (const [miniApp, seed] of Object.entries(miniApps).filter(isWanted)) {
        const maker = createMaker({ ...surroundings, miniApp, store, now })
        issues.push(...(await makeMiniApp(maker, seed, ['miniApps', miniApp])))
        if (issues.length >= issueBounds.found) break
      }
      if (issues.length > 0) throw new SeedFileError(source, issues)
      return store.dump()
    },
  }
}

/** Where the mock's clock starts by a seed. */
export function clockOf({ content }: SeedSource): ClockStart {
  return startOf((content as WorldSeed).clock ?? {})
}

/** The rules of a seed by their owner: a mini-app, or null for all of them. */
export function faultsOf({ content }: SeedSource): SeededFaults {
  const { faults = [], miniApps = {} } = content as WorldSeed
  const own = Object.entries(miniApps).map(([name, seed]) => [name, rulesOf(seed)] as const)
  return new Map([[null, faults], ...own])
}

function rulesOf({ faults = [], users = [] }: MiniAppSeed): FaultRule[] {
  return faults.map(({ user, ...rule }) => {
    const { userKey } = users.find(({ id }) => id === user && id !== undefined) ?? {}
    return userKey === undefined ? rule : { ...rule, userKey }
  })
}

function startOf({ instant, aheadBySeconds, frozen = false }: NonNullable<WorldSeed['clock']>): ClockStart {
  return {
    ...(instant !== undefined && { instant: Date.parse(instant) }),
    ...(aheadBySeconds !== undefined && { aheadBy: Math.round(aheadBySeconds * 1000) }),
    frozen,
  }
}
