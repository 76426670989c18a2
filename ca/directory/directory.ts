import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type CodedError, isCodedError } from '../../errors/index.js'
import { checkAppName } from '../app-name.js'
import { openAuthority } from '../authority.js'
import type { CertificateSet, ClientCertificate } from '../certificate-set.js'
import { serverHostNames } from '../host-name.js'
import type { KeyAndCertificate } from '../key-and-certificate.js'
import { commit, finishPending, stage } from './commit.js'
import {
  type ClientFiles,
  directoryError,
  fileNames,
  isOursAlone,
  readFolder,
  readWholeFolder,
  workNames,
} from './files.js'
import { type FittingFolder, fitting, judge, type Pair, type Wanted } from './judge-folder.js'
import { withDirectoryLock } from './lock.js'
import { judgeOrAdvise } from './remedy.js'
import { type CertificateChange, renew } from './renewal.js'

/** Where the certificates are kept, and which. */
export interface CertificateDirectoryOptions {
  /** The folder; relative to the working directory, or absolute. Created when it is not there. */
  dir: string
  /** The mini-app, default `my-mini-app`. */
  appName?: string
  /** Names for the server certificate besides the default ones; see `ServerCertificateOptions`. */
  hostNames?: readonly string[]
  /** The time that validity is judged by; default: now. */
  now?: Date
  /** A clock ahead of `now` by which the client certificate is to be valid as well. */
  clock?: Date
}

/** A mini-app's client certificate in a folder. */
export interface StoredClientCertificate extends ClientCertificate {
  /** Absolute paths. */
  readonly paths: ClientFiles
  /** Opens the PKCS#12 file. */
  readonly pkcs12Password: string
}

/** A folder of certificates, complete and valid. */
export interface CertificateDirectory extends CertificateSet {
  /** Absolute path. */
  readonly dir: string
  /** Absolute paths of the files that do not belong to one mini-app. */
  readonly paths: Readonly<Record<keyof typeof fileNames, string>>
  readonly client: StoredClientCertificate
  /** What this call wrote; empty when everything could be reused. */
  readonly changes: readonly CertificateChange[]
  /**
   * Another mini-app's client certificate, from the folder, or made and written into it.
   *
   * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CA_*`
   */
  issue(appName: string): Promise<StoredClientCertificate>
  /**
   * The same, valid by a clock that may be ahead of real time as well.
   *
   * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CA_*`
   */
  issueByClock(appName: string, clock: Date): Promise<StoredClientCertificate>
}

/**
 * Opens a folder of certificates: makes what is missing, renews what has expired (or would within a day) or no longer fits,
 * reuses the rest. Files that are not ours are never overwritten: then it throws, and no file is changed. Any number of
 * processes may open one folder at once.
 *
 * @example
 * ```ts
 * const { server, authority, changes } = await openCertificateDirectory({ dir: '.apps-in-toss-mock' })
 * for (const { file, action, reason } of changes) console.log(`${file} was ${action}: ${reason}`)
 * ```
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CA_FILE_DAMAGED`, `ERR_CA_INCOMPLETE`, `ERR_CA_KEY_MISMATCH`,
 * `ERR_CA_FOREIGN_FILE`, `ERR_CA_DIRECTORY`
 */
export async function openCertificateDirectory(options: CertificateDirectoryOptions): Promise<CertificateDirectory> {
  const wanted: Wanted = {
    dir: resolve(options.dir),
    appName: checkAppName(options.appName ?? 'my-mini-app'),
    hostNames: serverHostNames(options.hostNames),
    now: options.now ?? new Date(),
    clock: options.clock,
  }
  const found = reuse(wanted, options)
  if (found && !isCodedError(found)) return found
  try {
    return await complete(wanted, options)
  } catch (error) {
    // Where nothing may be written, as on a read-only mount, the file that stands in the way says more.
    throw isCodedError(error, 'ERR_CA_DIRECTORY') ? (found ?? error) : error
  }
}

/**
 * The usual case, without a lock and without node-forge; undefined when there is anything to do, and an error when a file
 * stands in the way: perhaps only because another process is writing at this moment, which the lock will tell.
 */
function reuse(wanted: Wanted, options: CertificateDirectoryOptions): CertificateDirectory | CodedError | undefined {
  if (existsSync(join(wanted.dir, workNames.pending))) return undefined
  try {
    const folder = fitting(judge(readFolder(wanted.dir, [wanted.appName]), wanted))
    return folder && opened(folder, wanted, options, [])
  } catch (error) {
    if (isCodedError(error)) return error
    throw error
  }
}

async function complete(wanted: Wanted, options: CertificateDirectoryOptions): Promise<CertificateDirectory> {
  const { dir, appName } = wanted
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return await withDirectoryLock(dir, async () => {
      let changes: CertificateChange[] = []
      for (let attempt = 0; attempt < 5; attempt += 1) {
        finishPending(dir)
        const contents = readWholeFolder(dir, appName)
        const judgement = judgeOrAdvise(contents, wanted)
        const folder = fitting(judgement)
        if (folder) return opened(folder, wanted, options, changes)
        const writes = await renew(judgement, wanted, contents)
        if (judgement.authority.state === 'missing' && isOursAlone(dir)) closeToOthers(dir)
        if (commit(dir, await stage(dir, writes), contents, () => readWholeFolder(dir, appName))) {
          changes = writes.map(({ file, action, reason }) => ({ file, action, reason }))
        }
      }
      throw directoryError(dir, new Error('its files keep changing while they are being renewed'))
    })
  } catch (error) {
    if (isCodedError(error) || typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error
    throw directoryError(dir, error)
  }
}

function closeToOthers(dir: string): void {
  try {
    chmodSync(dir, 0o700)
  } catch {
    // Some mounted file systems have no permissions; the keys' own modes are then meaningless as well.
  }
}

function opened(
  { authority, server, client, tokenSigningKey }: FittingFolder,
  { dir, appName }: Wanted,
  options: CertificateDirectoryOptions,
  changes: readonly CertificateChange[],
): CertificateDirectory {
  return {
    dir,
    paths: within(dir, fileNames),
    authority: openAuthority(authority),
    server: pem(server),
    client: { appName, ...pem(client.pair), paths: within(dir, client.files), pkcs12Password: client.password },
    tokenSigningKey,
    changes,
    issue: async (name) => (await openCertificateDirectory({ ...options, dir, appName: name })).client,
    issueByClock: async (name, clock) =>
      (await openCertificateDirectory({ ...options, dir, appName: name, clock })).client,
  }
}

function pem({ cert, key }: Pair): KeyAndCertificate {
  return { cert, key }
}

function within<Names extends object>(dir: string, names: Names): { readonly [name in keyof Names]: string } {
  const paths = Object.entries(names).map(([name, file]) => [name, join(dir, file)])
  return Object.fromEntries(paths)
}
