import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { directoryError, workNames } from './files.js'

/** After this time without a sign of life, a lock counts as left behind by a process that was killed. */
const staleAfterMs = 5_000

const retryEveryMs = 50
const waitAtMostMs = 20_000

/**
 * Runs `work` while no other process (nor another call in this one) writes to the folder, which must exist.
 *
 * @throws CodedError `ERR_CA_DIRECTORY` when the lock cannot be made, or is not free within 20 seconds
 */
export async function withDirectoryLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const release = await acquire(dir).catch((error: unknown) => {
    throw directoryError(dir, error)
  })
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}

/** proper-lockfile can retry by itself, but would do so for a read-only folder as well. */
async function acquire(dir: string): Promise<() => Promise<void>> {
  const { lock } = await import('proper-lockfile')
  const deadline = Date.now() + waitAtMostMs
  for (;;) {
    try {
      return await lock(dir, {
        lockfilePath: join(dir, workNames.lock),
        stale: staleAfterMs,
        // Another process took the lock while this one stood still (a suspended laptop). What protects the files then is
        // that `commit` looks at them once more.
        onCompromised: () => {},
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED' || Date.now() > deadline) throw error
    }
    await wait(retryEveryMs)
  }
}
