import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { replaceFile } from '../files/index.js'
import { authorityName, authorityOrganization } from './authority.js'
import { defaultHostNames } from './host-name.js'
import type { KeyAndCertificate } from './key-and-certificate.js'
import { nameConstraints } from './name-constraints.js'
import { defaultKeyBits } from './private-key.js'

/** What costs a process its first seconds, and what the mocks of a project can have in common; all PEM. */
export interface KeptKeys {
  readonly authority: KeyAndCertificate
  readonly serverKey: string
  readonly clientKey: string
  /** The certificates that were issued over these keys, by what they are for. */
  readonly certificates: Readonly<Record<string, string>>
  /** When all of it is to be made anew, in milliseconds since 1970. */
  readonly until: number
}

/** Where the throwaway keys of one project are kept for its next process. Whatever goes wrong in it, a mock starts without it. */
export interface KeyCache {
  /** What was kept; undefined where nothing usable was. */
  read(): KeptKeys | undefined
  keep(keys: KeptKeys): void
}

/** The variable that switches it off. */
export const keyCacheVariable = 'APPS_IN_TOSS_MOCK_KEY_CACHE'

const ownerOnly = 0o077
const mostBytes = 65_536

/**
 * The cache of the project that a folder belongs to: a file in `node_modules/.cache/apps-in-toss-mock`, which its owner alone
 * can read. Undefined where there is to be none: without a project or its `node_modules`, in production, by the variable, and
 * where the folders are another user's, or others may look into ours. On Windows that cannot be known from modes.
 */
export function openKeyCache(cwd: () => string, environment: NodeJS.ProcessEnv): KeyCache | undefined {
  if (environment.NODE_ENV === 'production' || isOff(environment[keyCacheVariable])) return undefined
  const project = attempt(() => realpathSync(nearest(cwd(), 'package.json')))
  const modules = project && attempt(() => join(nearest(project, 'node_modules'), 'node_modules'))
  if (project === undefined || modules === undefined || process.getuid === undefined) return undefined
  const folder = join(modules, '.cache', 'apps-in-toss-mock')
  // Of another project, or of a version that makes other certificates, it is another file.
  const form = [
    authorityName,
    authorityOrganization,
    nameConstraints.toString('hex'),
    ...defaultHostNames,
    defaultKeyBits,
  ]
  const owner = JSON.stringify([project, ...form])
  const path = join(folder, `${sha256(owner).slice(0, 32)}.keys`)
  return {
    read: () => attempt(() => (isPrivate(folder) ? parse(readPrivate(path), owner) : undefined)),
    keep(keys) {
      attempt(() => {
        if (!makeFolder(modules, folder)) return
        const text = JSON.stringify({ owner, from: Date.now(), keys })
        replaceFile(path, `${sha256(text)}\n${text}`, 0o600)
      })
    },
  }
}

function isOff(value = ''): boolean {
  return ['0', 'false', 'off', 'no'].includes(value.toLowerCase())
}

/** The folder with such an entry, at or above this one. */
function nearest(from: string, entry: string): string {
  if (statSync(join(from, entry), { throwIfNoEntry: false }) !== undefined) return from
  const above = dirname(from)
  if (above === from) throw new Error(`no ${entry} at or above it`)
  return nearest(above, entry)
}

/** Whether there is a folder now that is ours alone. Nothing is made in somebody else's. */
function makeFolder(modules: string, folder: string): boolean {
  if (!isOurs(statSync(modules))) return false
  mkdirSync(dirname(folder), { recursive: true })
  if (!isOurs(statSync(dirname(folder)))) return false
  attempt(() => mkdirSync(folder, { mode: 0o700 }))
  return isPrivate(folder)
}

function isPrivate(folder: string): boolean {
  const found = lstatSync(folder)
  return found.isDirectory() && isOurs(found) && (found.mode & ownerOnly) === 0
}

function isOurs({ uid }: { readonly uid: number }): boolean {
  return uid === process.getuid?.()
}

function readPrivate(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const found = fstatSync(file)
    const isSound = found.isFile() && isOurs(found) && (found.mode & ownerOnly) === 0 && found.size <= mostBytes
    return isSound ? readFileSync(file, 'utf8') : ''
  } finally {
    closeSync(file)
  }
}

/** The keys in a file; undefined where a byte of it is not as it was written, or it is not for us, or not for today. */
function parse(content: string, owner: string): KeptKeys | undefined {
  const end = content.indexOf('\n')
  const text = content.slice(end + 1)
  if (content.slice(0, end) !== sha256(text)) return undefined
  const kept = JSON.parse(text) as { owner: string; from: number; keys: KeptKeys }
  const isForToday = kept.from <= Date.now() && Date.now() < kept.keys.until
  return kept.owner === owner && isForToday ? kept.keys : undefined
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Undefined where it fails. */
function attempt<Result>(step: () => Result): Result | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}
