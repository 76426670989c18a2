import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the SDK of React Native and jest are installed. */
export const folder = fileURLToPath(new URL('.', import.meta.url))

/**
 * Whether they are there: `npm run public-tools` installs them. Without them their tests are reported as skipped; with
 * `TEST_TOOLS=public-tools` (the project's own CI) they count as there, so that missing ones fail.
 */
export const hasNative =
  process.env.TEST_TOOLS?.split(',').includes('public-tools') === true ||
  existsSync(`${folder}/node_modules/.package-lock.json`)
