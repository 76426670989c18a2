import type { SeededFaults } from '../partner-side/faults/rules-in-force.js'
import { clockOf, createSeeder, faultsOf, openSeed, type Seeder, type SeederOptions } from '../seed/seeder.js'
import type { ClockStart } from '../world/clock.js'
import type { ResolvedOptions } from './options.js'

/** The seed that a mock was started with, as it reads now. */
export interface StartSeed {
  /** Where the mock's clock starts. */
  readonly clock: ClockStart
  /** What was kept last. */
  current(options: SeederOptions): SeedReading
  /** Reads the file again, where there is one and it has changed. */
  reread(options: SeederOptions): Promise<SeedReading>
}

/** A seed, read and checked. */
export interface SeedReading {
  readonly seeder: Seeder
  readonly faults: SeededFaults
  /** From now on this is the seed: its worlds are there. */
  keep(): void
}

/**
 * Reads and checks the seed before anything is made.
 *
 * @throws SeedFileError
 */
export async function openStartSeed({ seedFile, world }: ResolvedOptions): Promise<StartSeed> {
  let source = await openSeed(seedFile === undefined ? { world } : { seedFile })

  function reading(read: typeof source, options: SeederOptions): SeedReading {
    return {
      seeder: createSeeder(read, options),
      faults: faultsOf(read),
      keep() {
        source = read
      },
    }
  }

  return {
    clock: clockOf(source),
    current: (options) => reading(source, options),
    async reread(options) {
      return reading(seedFile === undefined ? source : await openSeed({ seedFile }, source), options)
    },
  }
}
