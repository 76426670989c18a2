import { join } from 'node:path'
import { acquireLock } from '../../files/lock.js'
import { directoryError, workNames } from './files.js'

/**
 * Runs `work` while no other process (nor another call in this one) writes to the folder, which must exist.
 *
 * @throws CodedError `ERR_CA_DIRECTORY` when the lock cannot be made, or is not free within 20 seconds
 */
export async function withDirectoryLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const release = await acquireLock(join(dir, workNames.lock), { atMost: 20_000, every: 50 }).catch(
    (error: unknown) => {
      throw directoryError(dir, error)
    },
  )
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}
