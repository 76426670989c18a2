// Installs what examples/mini-app needs, with this package among it, and starts it: mock, server and page at once.
import { spawnSync } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const example = join(root, 'examples/mini-app')

run('npm', ['run', '--silent', 'build'], root)
if (!existsSync(join(example, 'node_modules/vite'))) run('npm', ['ci', '--no-audit', '--no-fund'], example)
const own = join(example, 'node_modules/apps-in-toss-mock')
if (!existsSync(own)) symlinkSync(root, own, 'junction')
process.exitCode = run(process.execPath, ['all.mjs'], example)

function run(program, args, cwd) {
  const { status, signal, error } = spawnSync(program, args, { cwd, stdio: 'inherit', shell: program === 'npm' })
  if (error !== undefined) throw error
  if (status !== 0 && signal === null && program === 'npm') process.exit(status)
  return status ?? 0
}
