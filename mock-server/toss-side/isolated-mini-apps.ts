import { checkAppName } from '../../ca/index.js'
import { CodedError } from '../../errors/index.js'
import type { Journal } from '../record/journal.js'

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
   * @throws CodedError `ERR_NOT_FOUND` where it was not opened here, or was released already
   */
  release(appName: string): Promise<void>
}

/** What isolating works with. */
export interface IsolationOptions {
  issue(appName: string): Promise<IsolatedMiniApp>
  /** Takes a name that nobody has who shares the world; false where somebody has it. */
  claim(name: string): Promise<boolean>
  /** Gives the name back. */
  giveBack(name: string): Promise<void>
  readonly journal: Journal
  /** Drops everything that a mini-app has. */
  reset(appName: string): Promise<void>
}

/** A certificate's common name has room for so many characters. */
const nameBound = 64

/** No mini-app opened yet. */
export function createIsolation({ issue, claim, giveBack, journal, reset }: IsolationOptions): Isolation {
  const open = new Map<string, () => void>()
  let opened = 0

  return {
    async open(wanted) {
      opened++
      const base = checkAppName(wanted ?? `test-${opened}`)
      const name = await firstFree(base, claim)
      open.set(name, journal.follow(name))
      const { appName, cert, key } = await issue(name)
      return { appName, cert, key }
    },
    async release(appName) {
      const unfollow = open.get(appName)
      if (unfollow === undefined) {
        throw new CodedError('ERR_NOT_FOUND', `miniApp: ${JSON.stringify(appName)} is not an isolated mini-app`, {
          fix: 'Only mini-apps that were opened by POST /isolated-mini-apps are released, and each once.',
        })
      }
      await reset(appName)
      await giveBack(appName)
      unfollow()
      open.delete(appName)
    },
  }
}

async function firstFree(wanted: string, claim: (name: string) => Promise<boolean>): Promise<string> {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : `-${count}`
    const name = `${wanted.slice(0, nameBound - suffix.length)}${suffix}`
    if (await claim(name)) return name
  }
}
