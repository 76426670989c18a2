import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hasTool } from '../tools.js'

/** Where the SDK's packages, the bundlers and the browser's driver are installed: `npm run public-tools` does it. */
export const installedModules = fileURLToPath(new URL('./node_modules', import.meta.url))

/** Whether they are there, and a Chromium; see `test/tools.ts`. */
export const hasBrowser =
  (hasTool('public-tools') || existsSync(`${installedModules}/.package-lock.json`)) && hasTool('chromium')
