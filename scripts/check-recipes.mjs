// Runs the recipes of docs/recipes as their readers do: the example's folder is copied, what its lock file names is installed, then
// the packed package, then its tests run. Prints what ran with which versions.
//   node scripts/check-recipes.mjs [recipe] …
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { recipes } from './check-recipes/recipes.mjs'
import { packInto, root, scratchFolder } from './packed.mjs'

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in recipes))
if (unknown.length > 0) throw new Error(`no recipe is called ${unknown}; there are ${Object.keys(recipes)}`)
const scratch = scratchFolder('recipes')
const { tarball } = packInto(scratch)

for (const [name, recipe] of Object.entries(recipes)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  try {
    console.log(`${name}: ${check(name, recipe)}`)
  } catch (error) {
    process.exitCode = 1
    console.log(`${name}: FAILED: ${error.message}`)
  }
}

function check(name, { folder = name, change, packages = [], node, run, env, needs = [], shows, versions = [] }) {
  const missing = needs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
  if (missing.length > 0) throw new Error(`${missing} is not installed`)
  if (node !== undefined && !existsSync(node))
    told('npm', ['ci', '--no-audit', '--no-fund'], { cwd: dirname(dirname(dirname(node))) })

  const path = node === undefined ? process.env.PATH : `${node}${delimiter}${process.env.PATH}`
  const cwd = join(scratch, [folder, ...packages].join('-').replaceAll('/', '-'), folder)
  const settings = { cwd, env: { ...env, PATH: path } }
  if (!existsSync(cwd)) install(folder, packages, settings)
  if (change !== undefined) {
    const [file, how] = change
    writeFileSync(join(cwd, file), how(readFileSync(join(cwd, file), 'utf8')))
  }
  const output = told(run[0], run.slice(1), settings)
  const absent = shows.filter((expected) => !expected.test(output))
  if (absent.length > 0) throw new Error(`${absent.join(', ')} is not in the output:\n${output}`)
  const found = versions.map((each) => `${each} ${versionOf(join(cwd, 'node_modules', each))}`)
  return ['passed', ...found, `Node ${told('node', ['--version'], settings).trim()}`].join(', ')
}

/** What is there from an earlier recipe of the same folder is taken as it is. */
function install(folder, packages, settings) {
  const filter = (path) => !path.endsWith('node_modules')
  for (const each of [folder, 'partner-server']) {
    cpSync(join(root, 'examples', each), join(settings.cwd, '..', each), { recursive: true, filter })
  }
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline']
  if (existsSync(join(settings.cwd, 'package-lock.json'))) told('npm', ['ci', ...quiet], settings)
  told('npm', ['install', '--no-save', ...quiet, tarball, ...packages], settings)
}

function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
}

/** What a program printed, in colours or not; throws when it fails. */
function told(program, args, { cwd, env }) {
  const { npm_config_user_agent, NODE_OPTIONS, ...inherited } = process.env
  const options = { cwd, env: { ...inherited, NO_COLOR: '1', CI: '1', ...env }, encoding: 'utf8' }
  const { status, error, stdout, stderr } = spawnSync(program, args, options)
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout + stderr
}
