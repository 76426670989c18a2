import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkAppName } from '../app-name.js'
import { type Authority, openAuthority } from '../authority.js'
import { type CertificateInspection, inspectCertificate } from '../inspection.js'
import { toPkcs12 } from '../pkcs12.js'
import { generatePrivateKey } from '../private-key.js'
import { commit, finishPending, stage } from './commit.js'
import type { StoredClientCertificate } from './directory.js'
import {
  type ClientFiles,
  certificateNumbers,
  directoryError,
  type FolderContents,
  fileNames,
  numberedFileNames,
  readFolder,
} from './files.js'
import { judgeAuthority } from './judge-folder.js'
import { withDirectoryLock } from './lock.js'
import { defaultPkcs12Password } from './renewal.js'

/**
 * The authority of a folder; undefined where there is none yet. Makes and renews nothing.
 *
 * @throws CodedError `ERR_CA_FILE_DAMAGED`, `ERR_CA_INCOMPLETE`, `ERR_CA_KEY_MISMATCH`, `ERR_CA_FOREIGN_FILE`,
 * `ERR_CA_DIRECTORY`
 */
export function readAuthority(dir: string): Authority | undefined {
  const finding = judgeAuthority(readFolder(dir, []), { dir, now: new Date() })
  return finding.state === 'missing' ? undefined : openAuthority(finding.value)
}

/** A further client certificate to issue. */
export interface FurtherCertificateOptions {
  /** A folder with an authority. */
  readonly dir: string
  readonly appName: string
  /** Default: five minutes ago. */
  readonly notBefore?: Date
  /** Default: 390 days after `notBefore`. */
  readonly notAfter?: Date
}

/**
 * Issues a client certificate with a new key besides those that the mini-app has in the folder, and writes it there without
 * writing over any file: `<appName>_public.2.crt`, `<appName>_private.2.key` and so on, the plain names where they are free.
 *
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CA_*`
 */
export async function issueFurtherCertificate(options: FurtherCertificateOptions): Promise<StoredClientCertificate> {
  const { dir, notBefore, notAfter } = options
  const appName = checkAppName(options.appName)
  const authority = readAuthority(dir)
  if (authority === undefined) throw directoryError(dir, new Error('it has no certificate authority yet'))
  const key = await generatePrivateKey()
  const { cert } = await authority.issueClientCertificate({
    appName,
    key,
    ...(notBefore && { notBefore }),
    ...(notAfter && { notAfter }),
  })
  const password = defaultPkcs12Password
  const pkcs12 = await toPkcs12({ cert, key, ca: authority.cert, password, friendlyName: appName })
  return withDirectoryLock(dir, async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      finishPending(dir)
      const files = freeNames(dir, appName)
      const contents: Record<keyof ClientFiles, string | Buffer> = { cert, key, pkcs12, pkcs12Password: password }
      const names = Object.keys(files) as (keyof ClientFiles)[]
      const staged = await stage(
        dir,
        names.map((name) => ({
          file: files[name],
          content: contents[name],
          action: 'created',
          reason: 'it was issued',
        })),
      )
      const none: FolderContents = new Map(names.map((name) => [files[name], undefined]))
      if (commit(dir, staged, none, () => present(dir, files))) {
        const paths = Object.fromEntries(names.map((name) => [name, join(dir, files[name])]))
        return { appName, cert, key, paths: paths as unknown as ClientFiles, pkcs12Password: password }
      }
    }
    throw directoryError(dir, new Error('its files keep changing while a certificate is being written'))
  })
}

/** A certificate in the folder, and its absolute paths. */
export interface ListedCertificate extends CertificateInspection {
  readonly paths: ClientFiles
}

/**
 * The mini-app's client certificates in a folder that its authority has issued, in the order of their numbers. Files that
 * are not certificates, or another authority's, are left out.
 */
export function listClientCertificates(dir: string, appName: string, now: Date = new Date()): ListedCertificate[] {
  const authority = new X509Certificate(readFileSync(join(dir, fileNames.ca)))
  return certificateNumbers(dir, appName).flatMap((number) => {
    const files = numberedFileNames(appName, number)
    const paths = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(dir, file)]))
    try {
      const pem = readFileSync(join(dir, files.cert))
      if (!new X509Certificate(pem).verify(authority.publicKey)) return []
      return [{ ...inspectCertificate(pem, now), paths: paths as unknown as ClientFiles }]
    } catch {
      return []
    }
  })
}

function freeNames(dir: string, appName: string): ClientFiles {
  for (let number = 1; ; number += 1) {
    const files = numberedFileNames(appName, number)
    if (Object.values(files).every((file) => !existsSync(join(dir, file)))) return files
  }
}

function present(dir: string, files: ClientFiles): FolderContents {
  return new Map(
    Object.values(files).map((file) => [file, existsSync(join(dir, file)) ? readFileSync(join(dir, file)) : undefined]),
  )
}
