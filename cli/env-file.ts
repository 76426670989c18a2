import { readFileSync, realpathSync } from 'node:fs'
import { CodedError } from '../errors/index.js'
import type { ConnectionInfo } from '../mock-server/index.js'
import { writeAtomically } from './atomic-file.js'
import { dotenvLine } from './dotenv.js'
import { environmentOf } from './environment-of-mock.js'

/** The first line of a file that may be written over. */
const mark = '# Written by apps-in-toss-mock, and written over at each start: do not edit.'

/**
 * Finds out whether the file may be written, before anything is started.
 *
 * @returns the path to write to, symbolic links followed
 * @throws CodedError `ERR_ENV_FILE` when it is there and was not written here
 */
export function claimEnvFile(path: string): string {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return path
    throw failed(path, 'read', cause)
  }
  if (content.split(/\r?\n/, 1)[0] !== mark) {
    throw new CodedError('ERR_ENV_FILE', `${path} was not written by apps-in-toss-mock, and is left as it is`)
  }
  return realpathSync(path)
}

/**
 * Writes URLs, certificate paths and decryption key as a dotenv file with the permissions 0600.
 *
 * @throws CodedError `ERR_ENV_FILE`
 */
export function writeEnvFile(path: string, info: ConnectionInfo): void {
  const lines = environmentOf(info).map(([name, value]) => dotenvLine(name, value))
  const target = claimEnvFile(path)
  try {
    writeAtomically(target, `${[mark, ...lines].join('\n')}\n`)
  } catch (cause) {
    throw failed(path, 'written', cause)
  }
}

function failed(path: string, done: string, cause: unknown): CodedError {
  const { code } = cause as NodeJS.ErrnoException
  const fix = code === 'ENOENT' ? 'Make its folder first.' : 'Name a file in a folder that you may write to.'
  return new CodedError('ERR_ENV_FILE', `${path} cannot be ${done} (${code})`, { cause, fix })
}
