import { readFileSync } from 'node:fs'
import { CodedError } from '../../errors/index.js'
import type { Log } from '../record/log.js'
import { isRedisUrl } from '../world/state/redis-address.js'
import type { Identity, State } from '../world/state/state.js'
import type { MockServerOptions, ResolvedOptions } from './options.js'

/**
 * Opens the place where the worlds are kept; undefined where they are in memory alone.
 *
 * @throws CodedError `ERR_STATE_*`
 */
export async function openStateOf(resolved: ResolvedOptions, log: Log): Promise<State | undefined> {
  const { stateFile: place, stateSync: sync, statePrefix: prefix, stateCa: caFile } = resolved
  if (place === undefined) return undefined
  const warn = (message: string) => log.warn(`state: ${message}`)
  if (isRedisUrl(place)) {
    const { openRedisState } = await import('../world/state/redis-state.js')
    const password = passwordOf(resolved)
    return openRedisState({ url: place, prefix, password, caFile, warn })
  }
  const { openState } = await import('../world/state/open-state.js')
  const state = await openState(place, { sync })
  // Nobody was told that it was made.
  if (state.torn > 0) warn(`the last change was not written to its end, and is left out (${state.torn} bytes)`)
  return state
}

function passwordOf({ statePassword, statePasswordFile: file }: ResolvedOptions): string | undefined {
  if (statePassword !== undefined || file === undefined) return statePassword
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CodedError('ERR_INVALID_OPTION', `statePasswordFile cannot be read (${code}): ${file}`)
  }
}

const decided = ['seed', 'decryptionKey', 'aad'] as const

/**
 * What the place remembers holds where nothing else is said; where others share it, nothing else can be said.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function asBefore(options: MockServerOptions, { identity, engine }: State): MockServerOptions {
  if (identity === undefined) return options
  if (engine.isShared) checkSame(options, identity)
  const { seed = identity.seed, decryptionKey = identity.decryptionKey, aad = identity.aad } = options
  return { ...options, seed, decryptionKey, aad }
}

/** What the mock is to others: as it was, or as the first of those who share the world has decided. */
export async function identityOf(resolved: ResolvedOptions, state: State | undefined, key: string): Promise<Identity> {
  const { seed, decryptionKey, aad } = resolved
  const tokenSigningKey = state?.identity?.tokenSigningKey ?? key
  const own: Identity = { seed, decryptionKey, aad, tokenSigningKey }
  const claimed = await state?.claim?.(own)
  if (claimed === undefined) return own
  checkSame(own, claimed)
  return claimed
}

function checkSame(options: Partial<Identity>, identity: Identity): void {
  const other = decided.find((name) => options[name] !== undefined && options[name] !== identity[name])
  if (other === undefined) return
  throw new CodedError('ERR_INVALID_OPTION', `${other} is another one than that of the world in the database`, {
    fix: 'All who share a world have the same: leave the option out, or begin a world of its own with statePrefix (--state-prefix).',
  })
}
