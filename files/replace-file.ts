import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeFailed } from './write-failed.js'

/** A file that is being written beside the place where it is to lie. */
export interface Replacement {
  write(text: string): void
  /** Puts it in its place, in one step: whoever reads sees all of it, or what was there before. */
  finish(): void
  /** Removes what was written; after `finish` it does nothing. */
  discard(): void
}

/**
 * Begins a file that will take the place of `path`, which nobody but us has to have looked at: see `claimOutput`.
 *
 * @param mode its permissions
 * @throws CodedError `ERR_WRITE_FAILED`; what was there before is then as it was
 */
export function beginReplacement(path: string, mode: number): Replacement {
  const fresh = join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`)
  let file: number | undefined = attempt(() => openSync(fresh, 'wx', mode))

  function attempt<Result>(step: () => Result): Result {
    try {
      return step()
    } catch (cause) {
      discard()
      throw writeFailed(path, cause)
    }
  }

  function close(): void {
    const open = file
    file = undefined
    if (open !== undefined) closeSync(open)
  }

  /** What was never opened is somebody else's. */
  function discard(): void {
    if (file === undefined) return
    close()
    rmSync(fresh, { force: true })
  }

  return {
    write: (text) =>
      attempt(() => {
        const bytes = Buffer.from(text)
        for (let at = 0; at < bytes.length; ) at += writeSync(file as number, bytes, at)
      }),
    finish() {
      attempt(() => {
        fsyncSync(file as number)
        renameSync(fresh, path)
      })
      close()
    },
    discard,
  }
}

/**
 * Writes a whole file, so that whoever reads it sees all of it, or what was there before.
 *
 * @throws CodedError `ERR_WRITE_FAILED`
 */
export function replaceFile(path: string, content: string, mode: number): void {
  const replacement = beginReplacement(path, mode)
  replacement.write(content)
  replacement.finish()
}
