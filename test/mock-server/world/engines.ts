import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openState } from '../../../mock-server/world/state/open-state.js'
import type { Store } from '../../../mock-server/world/store.js'
import { createMemoryStore, createStore, type KeptStore } from '../../../mock-server/world/store-of-turns.js'
import { rejectingEngine } from './rejecting-engine.js'
import { createSharedMemory } from './shared-memory-engine.js'

/** Kinds for tests of the store itself, which keeps whatever it is given: numbers, and lists of texts. */
// biome-ignore lint/suspicious/noExplicitAny: they are no kinds of a mini-app's world.
export const [numbers, texts]: any[] = ['numbers', 'texts']

/** What a store is opened with: the seed of its randomness, and its clock. */
export interface StoreOptions {
  readonly seed: string
  readonly now: () => number
}

/** A way to keep worlds. Every one behaves the same. */
export interface Engine {
  readonly name: string
  /** How many updates a test that needs many can afford. */
  readonly updates: number
  /** An empty store; it goes when the test ends. */
  open(options: StoreOptions): Promise<Store>
}

/** A path for a state file, in a folder that goes when the test ends. */
export function statePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'world.state')
}

/** A store on a state file. */
export async function openStore(path: string, options: StoreOptions): Promise<KeptStore> {
  const { engine } = await openState(path)
  return createStore({ ...options, engine })
}

/** Every engine, for `describe.each`. */
export const engines: readonly Engine[] = [
  { name: 'in memory', updates: 20_000, open: async (options) => createMemoryStore(options) },
  {
    name: 'with an engine that rejects every first try',
    updates: 5_000,
    open: async (options) => createStore({ ...options, engine: rejectingEngine() }),
  },
  {
    name: 'with an engine that other processes may use as well',
    updates: 5_000,
    open: async (options) => createStore({ ...options, engine: createSharedMemory().engine() }),
  },
  {
    name: 'with a state file',
    updates: 2_000,
    async open(options) {
      const store = await openStore(statePath(), options)
      onTestFinished(() => store.close())
      return store
    },
  },
  {
    name: 'with a state file that is closed and opened again before each step',
    updates: 60,
    open: async (options) => reopening(statePath(), options),
  },
]

function reopening(path: string, options: StoreOptions): Store {
  async function once<Result>(step: (store: Store) => Promise<Result>): Promise<Result> {
    const store = await openStore(path, options)
    try {
      return await step(store)
    } finally {
      await store.close()
    }
  }
  return {
    read: (miniApp, work) => once((store) => store.read(miniApp, work)),
    update: (miniApp, work) => once((store) => store.update(miniApp, work)),
    miniApps: () => once((store) => store.miniApps()),
    reset: (miniApp) => once((store) => store.reset(miniApp)),
    dump: (miniApp, meanwhile) => once((store) => store.dump(miniApp, meanwhile)),
    load: (worlds, miniApp) => once((store) => store.load(worlds, miniApp)),
    onChange: () => () => {},
    close: async () => {},
  }
}
