import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the tools are installed. */
export const installedModules = fileURLToPath(new URL('./node_modules', import.meta.url))

/**
 * Whether the tools of other people are there that read our OpenAPI document: `npm run public-tools` installs them, since
 * they are too many for everybody's `npm ci`. Without them their tests are reported as skipped; with `TEST_TOOLS=public-tools`
 * (the project's own CI) they count as there, so that missing ones fail.
 */
export const hasPublicTools =
  process.env.TEST_TOOLS?.split(',').includes('public-tools') === true ||
  existsSync(`${installedModules}/.package-lock.json`)

/** The program of an installed tool. */
export function programOf(name: string): string {
  return `${installedModules}/.bin/${name}`
}
