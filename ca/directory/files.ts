import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { CodedError } from '../../errors/index.js'

/** The names that do not depend on the mini-app. Nothing in the files refers to another by path, so a folder may move. */
export const fileNames = {
  ca: 'ca.crt',
  caKey: 'ca.key',
  server: 'server.crt',
  serverKey: 'server.key',
  tokenSigningKey: 'token-signing.key',
  gitignore: '.gitignore',
} as const

/** The certificates that were revoked; there once one was. */
export const revocationsFile = 'revoked.json'

/** What is there only while the folder is being written. */
export const workNames = { lock: '.lock', pending: '.pending', staging: '.pending-' } as const

/** A mini-app's files; certificate and key are named as users of the real API name theirs (relied-on). */
export interface ClientFiles {
  readonly cert: string
  readonly key: string
  readonly pkcs12: string
  readonly pkcs12Password: string
}

export function clientFileNames(appName: string): ClientFiles {
  return {
    cert: `${appName}_public.crt`,
    key: `${appName}_private.key`,
    pkcs12: `${appName}.p12`,
    pkcs12Password: `${appName}.p12.password`,
  }
}

/** The files of a mini-app's further certificates, from number 2 on; 1 are the ones above. */
export function numberedFileNames(appName: string, number: number): ClientFiles {
  if (number === 1) return clientFileNames(appName)
  // Not `<appName>.2.p12`, which is the first file of a mini-app with such a name.
  const pkcs12 = `${appName}_private.${number}.p12`
  return {
    cert: `${appName}_public.${number}.crt`,
    key: `${appName}_private.${number}.key`,
    pkcs12,
    pkcs12Password: `${pkcs12}.password`,
  }
}

/** The numbers of a mini-app's certificates in the folder, ascending. */
export function certificateNumbers(dir: string, appName: string): number[] {
  const numbers = readdirSync(dir).flatMap((file) => {
    if (file === `${appName}${certSuffix}`) return [1]
    if (!file.startsWith(`${appName}_public.`)) return []
    const [, number] = /^(\d+)\.crt$/.exec(file.slice(`${appName}_public.`.length)) ?? []
    return number === undefined ? [] : [Number(number)]
  })
  return numbers.sort((a, b) => a - b)
}

/** Permissions: what is secret belongs to the owner alone. */
export function modeOf(file: string): number {
  return file.endsWith('.crt') || file === fileNames.gitignore ? 0o644 : 0o600
}

/** The contents of the files that were looked at; undefined for one that is not there. */
export type FolderContents = Map<string, Buffer | undefined>

/**
 * Reads the files that concern these mini-apps, and the shared ones. Synchronously: the handful of small files is read
 * several times faster than through the thread pool, and a later start waits for nothing else.
 */
export function readFolder(dir: string, appNames: readonly string[]): FolderContents {
  const names = [...Object.values(fileNames), ...appNames.flatMap((name) => Object.values(clientFileNames(name)))]
  return new Map(names.map((name) => [name, readIfThere(dir, name)]))
}

function readIfThere(dir: string, file: string): Buffer | undefined {
  try {
    return readFileSync(join(dir, file))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      refuseDanglingLink(join(dir, file))
      return undefined
    }
    if (code === 'ENOTDIR') throw directoryError(dir, cause)
    const fix =
      code === 'EACCES' ? 'Run as the user that owns the file, or choose another folder with --dir.' : undefined
    throw new CodedError('ERR_CA_FILE_DAMAGED', `${join(dir, file)} cannot be read (${code}).`, { cause, fix })
  }
}

/** What the link leads to may only be out of reach for now, and a new file would take the place of the link. */
function refuseDanglingLink(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return
  throw new CodedError('ERR_CA_FILE_DAMAGED', `${path} is a link to ${readlinkSync(path)}, which is not there.`, {
    fix: 'Remove the link, or make the file that it names.',
  })
}

const certSuffix = clientFileNames('').cert

/** The mini-apps that have a certificate among these files. */
export function appNamesIn(contents: FolderContents): string[] {
  return [...contents].flatMap(([file, content]) =>
    content && file.endsWith(certSuffix) ? [file.slice(0, -certSuffix.length)] : [],
  )
}

/** As `readFolder`, with the files of every mini-app that has a certificate in the folder. */
export function readWholeFolder(dir: string, appName: string): FolderContents {
  const others = readdirSync(dir).flatMap((file) =>
    file.endsWith(certSuffix) ? [file.slice(0, -certSuffix.length)] : [],
  )
  return readFolder(dir, [appName, ...others])
}

const ours =
  /^((ca|server)\.(crt|key)|token-signing\.key|.+_(public(\.\d+)?\.crt|private(\.\d+)?\.key)|.+\.p12(\.password)?|revoked\.json|\.gitignore|\.lock|\.pending.*|\.DS_Store)$/

/** Whether the folder holds nothing but our kind of files, so that it may be closed to others and hidden from git. */
export function isOursAlone(dir: string): boolean {
  try {
    return readdirSync(dir).every((name) => ours.test(name))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw directoryError(dir, cause)
  }
}

/** The error for a folder that cannot be used, with what the system said. */
export function directoryError(dir: string, cause: unknown): CodedError<'ERR_CA_DIRECTORY'> {
  const { code, path } = cause as NodeJS.ErrnoException
  const why: Record<string, string> = {
    ENOTDIR: 'a part of its path is a file, not a folder',
    EEXIST: 'there is a file of that name',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ELOCKED: 'another process has been writing to it for more than 20 seconds',
  }
  const where = path && path !== dir ? ` at ${path}` : ''
  const reason = why[code ?? ''] ?? (cause instanceof Error ? cause.message : String(cause))
  return new CodedError('ERR_CA_DIRECTORY', `The certificate folder ${dir} cannot be used: ${reason}${where}.`, {
    cause,
  })
}
