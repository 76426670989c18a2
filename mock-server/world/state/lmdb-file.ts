import type { CodedError } from '../../../errors/index.js'
import { stateFileError } from './state-errors.js'

/** The last commit whose mock keeps its world in an LMDB file. */
const lastWithLmdb = 'b846af99525dac0f7407d1ad2284c81a8e74d1a1'

/** Whether bytes begin as an LMDB file does: `MDB_MAGIC` behind the head of the first page. */
export function isLmdb(file: Buffer): boolean {
  return file.length >= 28 && file.readUInt32LE(24) === 0xbeefc0de
}

/** An LMDB file: of this mock in former days, or of something else. */
export function lmdbStateError(path: string, file: Buffer): CodedError {
  if (!file.includes('apps-in-toss-mock state')) {
    return stateFileError(
      path,
      'is an LMDB file of another program',
      'Name another file with --state; this one belongs to something else.',
    )
  }
  return stateFileError(
    path,
    `is of the LMDB format, which this version does not read; commit ${lastWithLmdb} of apps-in-toss-mock still does`,
    `To take the world over: in a clone, git checkout ${lastWithLmdb.slice(0, 12)} and npm ci, then npm start -- --state with a copy of the file, and beside it node dist/cli/main.js export -o world.json; start this version with another --state and --seed-file world.json. Worlds and clock come along. Seed, decryption key and AAD have to be given again, and the key that signs access tokens is that of the folder of --dir, or a new one.`,
  )
}
