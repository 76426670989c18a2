import { randomBytes } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CodedError } from '../errors/index.js'
import type { TrafficFormat } from './read-traffic.js'

/** A redacted copy that is being written. */
export interface RedactedFile {
  write(exchange: object): Promise<void>
  /** Puts the finished copy in its place, in one step. */
  finish(): Promise<void>
  /** Removes what was written; after `finish` it does nothing. */
  discard(): Promise<void>
}

/**
 * Begins a copy in the format of the original. A file of that name is replaced once the copy is complete.
 *
 * @throws CodedError `ERR_INVALID_OPTION` where it is the original itself, or cannot be written
 */
export async function createRedactedFile(path: string, format: TrafficFormat, original: string): Promise<RedactedFile> {
  if (original !== '-' && (await pathOf(path)) === (await pathOf(original))) {
    throw new CodedError('ERR_INVALID_OPTION', `the redacted copy cannot be written to ${path}: it is the original`, {
      fix: 'Name another file.',
    })
  }
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    throw new CodedError('ERR_INVALID_OPTION', `the redacted copy cannot be written to ${path}: it is a folder`, {
      fix: 'Name a file in it.',
    })
  }
  const fresh = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`)
  let file: FileHandle | undefined
  try {
    file = await open(fresh, 'wx')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new CodedError('ERR_INVALID_OPTION', `the redacted copy cannot be written to ${path} (${code})`, {
      fix: 'Name a file in a folder that is there and can be written to.',
      cause,
    })
  }
  let first = true
  const isHar = format === 'har'
  if (isHar) await file.write(harHead)

  async function close(): Promise<void> {
    await file?.close()
    file = undefined
  }

  return {
    async write(exchange) {
      const text = JSON.stringify(exchange)
      await file?.write(isHar ? `${first ? '' : ','}\n${text}` : `${text}\n`)
      first = false
    },
    async finish() {
      if (isHar) await file?.write('\n]}}\n')
      await close()
      await rename(fresh, path)
    },
    async discard() {
      await close()
      await rm(fresh, { force: true })
    },
  }
}

const harHead = '{"log":{"version":"1.2","creator":{"name":"apps-in-toss-mock","version":"redacted"},"entries":['

async function pathOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}
