import type { CallbackSender } from '../toss-side/callbacks/sender.js'
import { noteOf, startingInstant, startOf } from '../world/clock.js'
import type { Foundation, PartnerSide } from './partner-side.js'
import type { SeedReading, StartSeed } from './seed.js'

/** How a mock comes to its first state, and back to it. */
export interface Beginning {
  /** Worlds and clock as the seed has them. */
  begin(): Promise<void>
  /** What is not kept with the worlds. */
  equip(): void
  /** The same again, and everything else that came since is gone; of one mini-app only what is its own. */
  reset(miniApp?: string): Promise<void>
}

/** What begins. */
export interface BeginningOptions extends Foundation {
  readonly partner: PartnerSide
  readonly callbacks: CallbackSender
  readonly seed: StartSeed | undefined
  /** Real time, as everybody has it who shares the world. */
  readonly realNow: () => number
}

/** The beginning of a mock; nothing is done before it is asked. */
export function createBeginning(options: BeginningOptions): Beginning {
  const { resolved, variants, store, clock, partner, callbacks, seed, realNow } = options
  const { objectionTo } = callbacks
  const seederOptions = { seed: resolved.seed, surroundings: partner.surroundings, variants, objectionTo }

  async function restore(
    reading: SeedReading | undefined,
    { miniApp, unlessBegun = false }: { miniApp?: string | undefined; unlessBegun?: boolean } = {},
  ): Promise<void> {
    const start = reading?.seeder.clock ?? {}
    const now = miniApp === undefined ? startingInstant(start, realNow()) : clock.now()
    const worlds = (await reading?.seeder.makeWorlds(now, miniApp)) ?? new Map()
    const begin = noteOf(start, realNow())
    await store.load(worlds, miniApp, {
      unlessBegun,
      ...(miniApp === undefined && { clock: begin }),
      equip: () => partner.faults.reset(miniApp, reading?.faults),
      done() {
        callbacks.drop(miniApp)
        if (miniApp === undefined) clock.reset(startOf(begin))
      },
    })
    reading?.keep()
  }

  return {
    // Of several that begin at once the first one acts it out.
    begin: () => restore(seed?.current(seederOptions), { unlessBegun: true }),
    equip: () => store.equipSoon(() => partner.faults.reset(undefined, seed?.current(seederOptions).faults)),
    async reset(miniApp) {
      await restore(await seed?.reread(seederOptions), { miniApp })
      await partner.certificates.reset(miniApp)
    },
  }
}
