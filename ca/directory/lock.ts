import { join } from 'node:path'
import { directoryError, workNames } from './files.js'

/** After so long without a sign of life, a lock counts as left behind by a process that was killed. */
export const staleAfterMs = 5_000

const retryEveryMs = 50
const waitAtMostMs = 20_000

/**
 * Runs `work` while no other process (nor another call in this one) writes to the folder, which must exist.
 *
 * @throws CodedError `ERR_CA_DIRECTORY` when the lock cannot be made, or is not free within 20 seconds
 */
export async function withDirectoryLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const { lock } = await import('proper-lockfile')
  const release = await lock(dir, {
    lockfilePath: join(dir, workNames.lock),
    stale: staleAfterMs,
    retries: {
      retries: waitAtMostMs / retryEveryMs,
      factor: 1,
      minTimeout: retryEveryMs,
      maxTimeout: retryEveryMs,
    },
    // Another process took the lock while this one stood still (a suspended laptop). What protects the files then is that
    // `commit` looks at them once more.
    onCompromised: () => {},
  }).catch((error: unknown) => {
    throw directoryError(dir, error)
  })
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}
