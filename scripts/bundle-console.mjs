// Makes the console: a script, a style sheet and what Korean needs besides, which the control port serves. Nothing is loaded from elsewhere.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { licencesOf, packagesIn } from './licences.mjs'

const root = join(import.meta.dirname, '..')

/** Writes `console/` into a folder, with the licences of what is in the bundle. */
export async function bundleConsole(folder) {
  const target = join(folder, 'console')
  const { metafile } = await build({
    entryPoints: [
      { in: join(root, 'console/main.tsx'), out: 'console' },
      { in: join(root, 'console/language/korean-sentences.ts'), out: 'korean' },
    ],
    bundle: true,
    minify: true,
    // Hangul as it is: escaped, it is twice as long.
    charset: 'utf8',
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    outdir: target,
    metafile: true,
    absWorkingDir: root,
    logLevel: 'warning',
  })
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'LICENSES.txt'), licencesOf(packagesIn(metafile)))
}
