import { setTimeout as wait } from 'node:timers/promises'
import type { KeptStore } from '../world/store-of-turns.js'

/** Milliseconds: for so long a process that nobody asks does not know what others have done. */
const pause = 1_000

/**
 * Asks what others who share the worlds have done, though nobody else asks: the idle connections of a certificate that was
 * revoked are closed, and pages hear of the clock. No call depends on it: each asks for itself.
 */
export async function followSharedWorld(store: Pick<KeptStore, 'ready'>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await wait(pause, undefined, { ref: false, signal: until }).catch(() => {})
    if (!until.aborted) await store.ready().catch(() => {})
  }
}
