import { setTimeout as wait } from 'node:timers/promises'

/** After this time without a sign of life, in milliseconds, a lock counts as left behind by a process that was killed. */
const staleAfter = 5_000

/**
 * Takes a lock, and waits while another process (or another call in this one) holds it. proper-lockfile can retry by itself, but would
 * do so for a read-only folder as well.
 *
 * @param lockfilePath the folder that is the lock
 * @param limits how long to wait and how often to ask, in milliseconds
 * @returns what releases it
 * @throws an error of the system: `ELOCKED` when the time is over
 */
export async function acquireLock(
  lockfilePath: string,
  { atMost, every }: { readonly atMost: number; readonly every: number },
): Promise<() => Promise<void>> {
  const { lock } = await import('proper-lockfile')
  const deadline = performance.now() + atMost
  for (;;) {
    try {
      // Another process may take the lock while this one stands still (a suspended laptop). Whoever writes then looks once more.
      return await lock(lockfilePath, { realpath: false, lockfilePath, stale: staleAfter, onCompromised: () => {} })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED' || performance.now() > deadline) throw error
    }
    await wait(every)
  }
}
