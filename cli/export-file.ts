import { extname } from 'node:path'
import type { WorldSeed } from '../mock-server/index.js'

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

/** Whether a file is an export: a seed file that somebody wrote by hand is never written over. */
export function isExport(head: string, readAll: () => string): boolean {
  if (head.startsWith(mark)) return true
  try {
    const { snapshot, miniApps } = JSON.parse(readAll()) as WorldSeed
    return snapshot !== undefined && miniApps === undefined
  } catch {
    return false
  }
}
