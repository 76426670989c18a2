import type { RootDatabase, TransactionFlags } from 'lmdb'
import { CodedError } from '../../../errors/index.js'

/** The part of the package lmdb that is used. */
export type Lmdb = Pick<typeof import('lmdb'), 'open'>

/** A database of bytes under bytes. */
export type Database = RootDatabase<Buffer, Buffer>

/** A transaction that is committed before the call returns, and given up when the work throws. */
const abortableAndSynchronous: TransactionFlags = 3 as number

/**
 * Loads lmdb, which the build takes into the package; its binary for the platform is an optional dependency.
 *
 * @param load - for tests
 * @throws CodedError `ERR_STATE_ENGINE`
 */
export async function loadLmdb(load: () => Promise<Lmdb> = () => import('lmdb')): Promise<Lmdb> {
  try {
    return await load()
  } catch (cause) {
    const [why] = String((cause as Error).message).split('\n')
    throw new CodedError('ERR_STATE_ENGINE', `a state file needs lmdb, which cannot be loaded: ${why}`, {
      cause,
    })
  }
}

/**
 * Opens a database that is there and sound, or makes one; only its owner may read it. What is committed is with the
 * operating system, which keeps it whatever becomes of the process; it is not forced to the disk each time.
 */
export function openDatabase(lmdb: Lmdb, path: string): Database {
  return lmdb.open<Buffer, Buffer>({
    path,
    noSubdir: true,
    noSync: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    // Not among the declared options.
    ...{ permissionsMode: 0o600 },
  })
}

/** Does the work in one transaction: all of it is kept, or nothing where it throws. */
export function transact(database: Database, work: () => void): void {
  database.transactionSync(work, abortableAndSynchronous)
}
