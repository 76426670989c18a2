import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CodedError } from '../errors/index.js'
import { claimOutput, isStandardOutput, type Replacement } from '../files/index.js'
import type { TrafficFormat } from './read-traffic.js'

/** A redacted copy that is being written. */
export interface RedactedFile {
  write(exchange: object): void
  /** Puts the finished copy in its place, in one step. */
  finish(): void
  /** Removes what was written; after `finish` it does nothing. */
  discard(): void
}

/**
 * Begins a copy in the format of the original. An earlier copy of that name is replaced once the new one is complete.
 *
 * @param force - writes over a file that is not a redacted copy as well
 * @throws CodedError `ERR_INVALID_OPTION` where it is the original itself; `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`
 */
export async function createRedactedFile(
  path: string,
  { format, original, force }: { format: TrafficFormat; original: string; force: boolean | undefined },
): Promise<RedactedFile> {
  if (original !== '-' && (await pathOf(path)) === (await pathOf(original))) {
    throw new CodedError('ERR_INVALID_OPTION', `the redacted copy cannot be written to ${path}: it is the original`, {
      fix: 'Name another file.',
    })
  }
  const copy = isStandardOutput(path) ? toStandardOutput() : claimOutput(path, { isOurs: isCopy, force }).begin()
  let first = true
  const isHar = format === 'har'
  if (isHar) copy.write(harHead)
  return {
    write(exchange) {
      if (isHar) copy.write(`${first ? '' : ','}\n${JSON.stringify(exchange)}`)
      else copy.write(`${JSON.stringify(exchange)}\n`)
      first = false
    },
    finish() {
      if (isHar) copy.write('\n]}}\n')
      copy.finish()
    },
    discard: copy.discard,
  }
}

const harHead = '{"log":{"version":"1.2","creator":{"name":"apps-in-toss-mock","version":"redacted"},"entries":['

/** Written into each line of a journal's copy, by which the copy is known. */
export const copyMark = 'apps-in-toss-mock check --redact'

function isCopy(head: string): boolean {
  return head.startsWith(harHead) || new RegExp(`^\\{"id":\\d+,"redactedBy":"${copyMark}"`).test(head)
}

function toStandardOutput(): Replacement {
  return { write: (text) => void process.stdout.write(text), finish() {}, discard() {} }
}

async function pathOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}
