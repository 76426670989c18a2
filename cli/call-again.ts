import { basename, dirname } from 'node:path'
import { shellWord } from './shell-quote.js'

/**
 * How this command line was called, as words to call it again from any folder: `npx apps-in-toss-mock`, `apps-in-toss-mock`,
 * or `node /path/to/dist/cli/main.js`.
 *
 * @param script the second of `process.argv`
 */
export function callAgain(script: string): string {
  const name = basename(script)
  if (!/^apps-in-toss-mock(\.cmd|\.ps1)?$/.test(name)) return `node ${shellWord(script)}`
  return basename(dirname(script)) === '.bin' ? 'npx apps-in-toss-mock' : 'apps-in-toss-mock'
}
