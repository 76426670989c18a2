import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodedError } from '../errors/index.js'
import type { IssuedBadCertificate } from '../mock-server/index.js'

/** Absolute paths. */
export interface BadCertificateFiles {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

/**
 * Writes `<kind>.crt`, `<kind>.key` (0600) and `ca.crt` into a folder, which is made where there is none. Several kinds may
 * lie in one folder.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for a file that is there already: none is written over; and for a folder that
 * cannot be written
 */
export function writeBadCertificate(dir: string, { kind, cert, key, ca }: IssuedBadCertificate): BadCertificateFiles {
  const files = { cert: join(dir, `${kind}.crt`), key: join(dir, `${kind}.key`), ca: join(dir, 'ca.crt') }
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const hasCa = existsSync(files.ca) && readFileSync(files.ca, 'utf8') === ca
    const taken = [files.cert, files.key, ...(hasCa ? [] : [files.ca])].find(
      (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    )
    if (taken !== undefined) {
      throw new CodedError('ERR_INVALID_OPTION', `--output: ${taken} is there already, and is left as it is`, {
        fix: 'Name another folder.',
      })
    }
    writeFileSync(files.key, key, { mode: 0o600, flag: 'wx' })
    writeFileSync(files.cert, cert, { flag: 'wx' })
    if (!hasCa) writeFileSync(files.ca, ca, { flag: 'wx' })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (typeof (cause as NodeJS.ErrnoException).syscall !== 'string') throw cause
    throw new CodedError('ERR_INVALID_OPTION', `--output: ${dir} cannot be written (${code})`, {
      cause,
      fix: 'Name a folder that you may write to.',
    })
  }
  return files
}
