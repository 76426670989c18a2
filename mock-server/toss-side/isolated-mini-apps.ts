import { checkAppName } from '../../ca/index.js'
import { CodedError } from '../../errors/index.js'
import type { Journal } from '../record/journal.js'
import type { Claim, KeptStore } from '../world/store-of-turns.js'

/** A mini-app that nobody else on this server has: its certificate, its world, its part of the journal. */
export interface IsolatedMiniApp {
  readonly appName: string
  /** PEM. */
  readonly cert: string
  readonly key: string
}

/** Mini-apps for tests that share a server. */
export interface Isolation {
  /**
   * A new mini-app. Its name is `wanted`, or `wanted-2` and so on where that is taken; without `wanted` it is one that was
   * never used before. Its journal entries are kept apart until it is released.
   *
   * @throws CodedError `ERR_INVALID_OPTION` for a name that no certificate can have
   */
  open(wanted?: string): Promise<IsolatedMiniApp>
  /**
   * Drops the world of such a mini-app, its journal and the answers that were laid ready for it.
   *
   * @throws CodedError `ERR_NOT_FOUND` where nobody who shares the world opened it, or it was released already
   */
  release(appName: string): Promise<void>
}

/** What isolating works with. */
export interface IsolationOptions {
  issue(appName: string): Promise<IsolatedMiniApp>
  /** Where names are taken, by whoever shares the world. */
  readonly store: Pick<KeptStore, 'claim' | 'changeClaim'>
  /** The mini-app that the mock was started for: no name for another one. */
  readonly own: string
  readonly journal: Journal
  /** Drops everything that a mini-app has. */
  reset(appName: string): Promise<void>
}

/** A certificate's common name has room for so many characters. */
const nameBound = 64

/** Milliseconds that a release takes at most, unless its process has ended. */
const leaving = 15_000

/** No mini-app opened yet. */
export function createIsolation({ issue, store, own, journal, reset }: IsolationOptions): Isolation {
  const open = new Map<string, () => void>()
  let opened = 0

  function forget(name: string): void {
    open.get(name)?.()
    open.delete(name)
  }

  /** Those that another process has released. */
  async function forgetReleased(): Promise<void> {
    const names = [...open.keys()]
    const claims = await Promise.all(names.map((name) => store.changeClaim(name, (claim) => claim)))
    for (const [index, name] of names.entries()) if (claims[index] === undefined) forget(name)
  }

  return {
    async open(wanted) {
      opened++
      const base = checkAppName(wanted ?? `test-${opened}`)
      const [name] = await Promise.all([store.claim((count) => nameOf(base, count), own), forgetReleased()])
      open.set(name, journal.follow(name))
      const { appName, cert, key } = await issue(name)
      return { appName, cert, key }
    },
    async release(appName) {
      const now = Date.now()
      const until = now + leaving
      // Of several who release it at once one does, and the next one where that one has ended meanwhile.
      const claim = await store.changeClaim(appName, (before) => (mayLeave(before, now) ? until : before))
      if (!mayLeave(claim, now)) {
        throw new CodedError('ERR_NOT_FOUND', `miniApp: ${JSON.stringify(appName)} is not an isolated mini-app`, {
          fix: 'Only mini-apps that were opened by POST /isolated-mini-apps are released, and each once.',
        })
      }
      const end = (after: Claim | undefined) =>
        store.changeClaim(appName, (before) => (before === until ? after : before))
      // Nobody gets the name before everything that belongs to it is gone.
      try {
        await reset(appName)
      } catch (error) {
        await end(0).catch(() => {})
        throw error
      }
      await end(undefined)
      forget(appName)
    },
  }
}

function mayLeave(claim: Claim | undefined, now: number): claim is Claim {
  return claim !== undefined && claim <= now
}

function nameOf(wanted: string, count: number): string {
  const suffix = count === 1 ? '' : `-${count}`
  return `${wanted.slice(0, nameBound - suffix.length)}${suffix}`
}
