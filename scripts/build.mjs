// Compiles into a fresh folder and swaps it in, so that a process that is starting never sees half a build. What is there already is not
// built again.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildPage } from './build-page.mjs'
import { isUpToDate, stamp } from './build-stamp.mjs'
import { bundleCode } from './bundle-code.mjs'
import { bundleConsole } from './bundle-console.mjs'
import { makeRequirable } from './make-requirable.mjs'
import { precompileValidators } from './precompile-validators.mjs'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
if (isUpToDate(dist)) process.exit()
// Ten seconds without a word would look like a fault.
if (process.stderr.isTTY) process.stderr.write('building …\n')

const fresh = join(root, `.dist-${process.pid}`)
const old = join(root, `.dist-old-${process.pid}`)
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

// One checker: each of several makes all types that they share anew, which costs more CPU than it saves time.
const compiling = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh, '--checkers', '1']
const compiled = spawnSync(process.execPath, compiling, { cwd: root, stdio: 'inherit' })
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }))
if (compiled.status !== 0) process.exit(compiled.status ?? 1)
await putFixtures()
await precompileValidators(fresh)
await buildPage(fresh)
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
// What `exports` name for `import`, as paths in `dist/`.
const targets = Object.values(manifest.exports).map((target) => target.import)
const entries = targets.filter((file) => file !== undefined).map((file) => file.replace('./dist/', ''))
await bundleCode(fresh, entries, manifest)
makeRequirable(fresh, entries)
await bundleConsole(fresh)
stamp(fresh)
if (existsSync(dist)) renameSync(dist, old)
renameSync(fresh, dist)
rmSync(old, { recursive: true, force: true })

/** One file of all fixtures: of as many as there are, nine tenths of the space on a user's disk would be empty. */
async function putFixtures() {
  const { filesUnder } = await import(pathToFileURL(join(fresh, 'contracts/fixture-files.js')).href)
  const all = filesUnder(join(root, 'contracts/fixtures'))
  writeFileSync(join(fresh, 'contracts/fixtures.json'), JSON.stringify(all))
  mkdirSync(join(fresh, 'contracts/fixtures'))
  cpSync(join(root, 'contracts/fixtures/README.md'), join(fresh, 'contracts/fixtures/README.md'))
}
