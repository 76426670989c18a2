// What the registry knows against the packages of others that are in our bundles: npm audit sees only what is installed beside us.
//   npm run build && node scripts/advisories.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const lists = ['dist/library/LICENSES.txt', 'dist/console/LICENSES.txt'].map((path) =>
  readFileSync(join(root, path), 'utf8'),
)
const bundled = [...lists.join('\n').matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d\S*) \(.+\)$/gm)]
const versions = Object.fromEntries(bundled.map(([, name, version]) => [name, version]))
console.log(
  Object.entries(versions)
    .map((entry) => entry.join(' '))
    .join(', '),
)

const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-advisories-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bundled', private: true, dependencies: versions }))
const npm = (...args) => spawnSync('npm', args, { cwd: folder, encoding: 'utf8' })
const locked = npm('install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund')
if (locked.status !== 0) throw new Error(locked.stderr)

const { stdout } = npm('audit', '--json')
const { error, message, vulnerabilities } = JSON.parse(stdout)
if (vulnerabilities === undefined) {
  console.log(`Not checked: the registry does not tell of advisories (${error?.summary || message || stdout.trim()})`)
} else if (Object.keys(vulnerabilities).length === 0) {
  console.log('The registry knows of nothing against them.')
} else {
  console.log(JSON.stringify(vulnerabilities, undefined, 2))
  process.exitCode = 1
}
