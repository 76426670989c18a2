// `prepack` builds, and on a fresh clone installs first what the build needs. `prepublish` builds where nothing is built: npm
// runs it after `npm ci`, and so in the clone that an installation from git makes. `prepare` would do that too, but npm takes
// it for a script of installation, and warns everybody who installs the tarball.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const packing = process.argv[2] === 'prepack'
const installed = existsSync(join(root, 'node_modules/typescript'))

if (packing && !installed) run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
if (packing || (installed && !existsSync(join(root, 'dist')))) run(process.execPath, [join(root, 'scripts/build.mjs')])

/** Standard output is npm's, which prints there what it packed. */
function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2], shell: program === 'npm' })
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`)
}
