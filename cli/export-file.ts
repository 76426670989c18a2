import { readFileSync, realpathSync } from 'node:fs'
import { extname } from 'node:path'
import { CodedError } from '../errors/index.js'
import type { WorldSeed } from '../mock-server/index.js'
import { writeAtomically } from './atomic-file.js'

/** The first line of a YAML export. */
const mark = '# Written by apps-in-toss-mock export, which may write over it.'

const secrets = '# It holds tokens, keys and personal data as they are.'

/** Whether a file is YAML by its name; any other is JSON. */
export function isYamlName(path: string | undefined): boolean {
  return path !== undefined && /^\.ya?ml$/i.test(extname(path))
}

/** The world as JSON, readable. */
export function inJson(world: WorldSeed): string {
  return `${JSON.stringify(world, null, 2)}\n`
}

/** The world as YAML. */
export async function inYaml(world: WorldSeed): Promise<string> {
  const { stringify } = await import('yaml')
  // Without aliases and folded lines, so that it can be read and changed by hand.
  const text = stringify(world, { aliasDuplicateObjects: false, lineWidth: 0 })
  return `${mark}\n${secrets}\n${text}`
}

/**
 * Finds out whether the file may be written: a seed file that somebody wrote by hand is never written over.
 *
 * @returns the path to write to, symbolic links followed
 * @throws CodedError `ERR_EXPORT_FILE`
 */
export function claimExportFile(path: string): string {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return path
    throw failed(path, 'read', cause)
  }
  if (!isExport(content)) throw new CodedError('ERR_EXPORT_FILE', `${path} is no export, and is left as it is`)
  return realpathSync(path)
}

/**
 * Writes an export with the permissions 0600, all of it or nothing.
 *
 * @throws CodedError `ERR_EXPORT_FILE`
 */
export function writeExportFile(path: string, text: string): void {
  try {
    writeAtomically(path, text)
  } catch (cause) {
    throw failed(path, 'written', cause)
  }
}

function isExport(content: string): boolean {
  if (content.startsWith(mark)) return true
  try {
    const { snapshot, miniApps } = JSON.parse(content) as WorldSeed
    return snapshot !== undefined && miniApps === undefined
  } catch {
    return false
  }
}

function failed(path: string, done: string, cause: unknown): CodedError {
  const { code } = cause as NodeJS.ErrnoException
  const fix = code === 'ENOENT' ? 'Make its folder first.' : 'Name a file in a folder that you may write to.'
  return new CodedError('ERR_EXPORT_FILE', `${path} cannot be ${done} (${code})`, { cause, fix })
}
