// Makes the console: one script and one style sheet, which the control port serves. Nothing is loaded from elsewhere.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Writes `console/` into a folder, with the licences of what is in the bundle. */
export async function bundleConsole(folder) {
  const target = join(folder, 'console')
  const { metafile } = await build({
    entryPoints: [{ in: join(root, 'console/main.tsx'), out: 'console' }],
    bundle: true,
    minify: true,
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
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  )
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'LICENSES.txt'), [...new Set(packages)].sort().map(licenceOf).join('\n\n'))
}

function licenceOf(name) {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`
}
