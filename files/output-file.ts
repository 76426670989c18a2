import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { dirname } from 'node:path'
import { CodedError, type ErrorCode } from '../errors/index.js'
import { beginReplacement, type Replacement, replaceFile } from './replace-file.js'
import { fixOf } from './write-failed.js'

/** When a file that is there may be written over. */
export interface OutputRules {
  /** Whether it was written by the command that wants to write over it; `head` is its beginning, 64 KiB at most. */
  isOurs(head: string, readAll: () => string): boolean
  /** Of the refusal; default `ERR_OUTPUT_FILE`. */
  readonly code?: ErrorCode
  /** Writes over somebody else's file as well. */
  readonly force?: boolean | undefined
  /** For its owner alone to read (0600) where it is new; default false. */
  readonly isSecret?: boolean
  /** What to do about a file that is not ours, where there is no `--force`. */
  readonly fix?: string
}

/** A place to write to, which was looked at. */
export interface OutputFile {
  /** Where the file really lies: a link to it stays one. */
  readonly path: string
  /** What is there now; undefined where nothing is. */
  read(): string | undefined
  /** Looks again, and writes all of it or nothing. */
  write(content: string): void
  /** The same for what is written bit by bit. */
  begin(): Replacement
}

/**
 * Looks whether a file may be written, before anything is done for it: never over a device, a folder or a link that leads
 * nowhere, nor over a file that somebody else wrote. An empty file is nobody's.
 *
 * @throws CodedError `ERR_OUTPUT_FILE` or `rules.code`
 */
export function claimOutput(name: string, rules: OutputRules): OutputFile {
  const { path, found } = look(name, rules)
  const modeOf = (file: Stats | undefined) =>
    file === undefined ? (rules.isSecret ? 0o600 : 0o666) : file.mode & 0o777
  return {
    path,
    read: () => (found === undefined ? undefined : readFileSync(path, 'utf8')),
    write(content) {
      replaceFile(path, content, modeOf(look(name, rules).found))
    },
    begin: () => {
      const replacement = beginReplacement(path, modeOf(found))
      const finish = () => {
        look(name, rules)
        replacement.finish()
      }
      return { ...replacement, finish }
    },
  }
}

/** Whether a path means the standard output: it is written to, not replaced. */
export function isStandardOutput(path: string): boolean {
  return ['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'].includes(path)
}

function look(name: string, rules: OutputRules): { path: string; found: Stats | undefined } {
  const { isOurs, code = 'ERR_OUTPUT_FILE', force = false, fix = forceFix } = rules
  const refuse = (what: string, advice: string) => new CodedError(code, `${name} ${what}`, { fix: advice })
  try {
    const link = lstatSync(name, { throwIfNoEntry: false })
    if (link === undefined) {
      accessSync(dirname(name), constants.W_OK)
      return { path: name, found: undefined }
    }
    const path = link.isSymbolicLink() ? targetOf(name) : name
    if (path === undefined) {
      const advice = 'Remove the link, or make the file that it names.'
      throw refuse(`is a link to ${readlinkSync(name)}, which is not there`, advice)
    }
    const found = lstatSync(path)
    if (found.isDirectory()) throw refuse('is a folder', 'Name a file in it.')
    if (!found.isFile()) throw refuse('is a device or a pipe, and no file', 'Name a file.')
    if (found.size > 0 && !force && !isOurs(beginningOf(path), () => readFileSync(path, 'utf8'))) {
      throw refuse('was not written by apps-in-toss-mock, and is left as it is', fix)
    }
    accessSync(dirname(path), constants.W_OK)
    return { path, found }
  } catch (error) {
    if (error instanceof CodedError) throw error
    const { code: reason } = error as NodeJS.ErrnoException
    throw refuse(`cannot be written (${reason})`, fixOf(reason))
  }
}

const forceFix = 'Name another file, move that one away, or write over it with --force.'

function targetOf(link: string): string | undefined {
  try {
    return realpathSync(link)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function beginningOf(path: string): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(65_536)
    return bytes.toString('utf8', 0, readSync(file, bytes))
  } finally {
    closeSync(file)
  }
}
