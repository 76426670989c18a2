import * as module from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Keeps what V8 compiles of this command beside the installed package, where the next start finds it: with Node 22 and later, that
 * one takes a sixth less. Where the folder cannot be written, and for a package that is in no `node_modules`, all is compiled anew.
 */
export function keepCompiled(): void {
  // Coverage of code from a cache is less exact.
  if (process.env.NODE_V8_COVERAGE !== undefined) return
  const { enableCompileCache } = module as { enableCompileCache?: (directory: string) => unknown }
  const installed = dirname(fileURLToPath(new URL('../..', import.meta.url)))
  // Not the folder of the keys, which only its owner may read.
  if (basename(installed) === 'node_modules') enableCompileCache?.(join(installed, '.cache/apps-in-toss-mock-compiled'))
}
