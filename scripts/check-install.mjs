// Installs the packed package as users do, requires its exports, and starts it: npm with --engine-strict, yarn 1, yarn 4 with and without
// node_modules, pnpm, each on the Node versions that we promise. A warning counts as a failure.
// And npm from git, where the package is built on installation.
//   node scripts/check-install.mjs [node20|node22|node24] [npm|yarn1|yarn4|yarn4-pnp|pnpm] …
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { packInto, root, scratchFolder } from './packed.mjs'

const tools = join(root, 'scripts/check-install')
const modules = join(tools, 'node_modules')
const nodes = ['node20', 'node22', 'node24']

/** Where a manager's program is, how it adds a tarball, how it runs a command of it and Node, and what counts as a warning. */
const managers = {
  npm: {
    program: 'npm/bin/npm-cli.js',
    add: (tarball) => ['install', '--engine-strict', '--no-audit', '--no-fund', tarball],
    run: ['exec', '--no', '--'],
    node: (file) => ['exec', '--call', `node ${file}`],
    // What npm says of this machine's own settings is left out.
    warning: /npm (warn|error) (?!Unknown \w+ config).*/i,
  },
  yarn1: {
    program: 'yarn/bin/yarn.js',
    add: (tarball) => ['add', `file:${tarball}`, '--no-progress'],
    run: ['--silent', 'run'],
    node: (file) => ['--silent', 'node', file],
    warning: /^(warning|error) .*/im,
  },
  yarn4: {
    program: '@yarnpkg/cli-dist/bin/yarn.js',
    files: {
      'yarn.lock': '',
      '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\nenableGlobalCache: false\n',
    },
    add: (tarball) => ['add', `apps-in-toss-mock@file:${tarball}`],
    run: ['run'],
    node: (file) => ['node', file],
    warning: /.*with warnings.*|.*YN0001.*|.*YN0002.*|.*YN0060.*|.*lists build scripts.*/,
  },
  'yarn4-pnp': {
    program: '@yarnpkg/cli-dist/bin/yarn.js',
    files: { 'yarn.lock': '', '.yarnrc.yml': 'enableTelemetry: false\nenableGlobalCache: false\n' },
    add: (tarball) => ['add', `apps-in-toss-mock@file:${tarball}`],
    run: ['run'],
    node: (file) => ['node', file],
    // YN0092 says of every package of ECMAScript modules that Plug'n'Play's loader is experimental.
    warning: /.*YN0001.*|.*YN0002.*|.*YN0060.*|.*lists build scripts.*/,
  },
  pnpm: {
    program: 'pnpm/bin/pnpm.cjs',
    add: (tarball) => ['add', tarball, '--store-dir', './.store'],
    run: ['exec'],
    node: (file) => ['exec', 'node', file],
    warning: /.*\bWARN\b.*|.*Warning.*|.*ERR_PNPM.*/,
  },
}

/**
 * yarn 1 resolves every range by itself to its newest version, whatever else is in the tree, and refuses what asks for another
 * Node: fastify 5 → light-my-request ^6 → cookie 2, which asks for Node 22. So it refuses fastify alone as well; that is checked.
 */
const refusedOnItsOwn = { manager: 'yarn1', node: 'node20', dependency: 'fastify@^5.12.8', anyway: '--ignore-engines' }

const asked = process.argv.slice(2)
const chosen = (name, all) => !asked.some((word) => all.includes(word)) || asked.includes(name)
const scratch = scratchFolder('install')

if (!existsSync(join(modules, '.package-lock.json'))) {
  const { code, output } = await told('npm', ['ci', '--no-audit', '--no-fund'], tools)
  if (code !== 0) throw new Error(output)
}
const { tarball } = packInto(scratch)

let failures = 0
for (const node of nodes.filter((name) => chosen(name, nodes))) {
  for (const [name, manager] of Object.entries(managers).filter(([key]) => chosen(key, Object.keys(managers)))) {
    const said = await check(node, name, manager).catch((error) => {
      failures++
      return `FAILED: ${error.message}`
    })
    console.log(`${node} ${name}: ${said}`)
  }
}
if (asked.length === 0) {
  const said = await fromGit().catch((error) => {
    failures++
    return `FAILED: ${error.message}`
  })
  console.log(`node20 npm, from git: ${said}`)
}
if (failures > 0) process.exitCode = 1

/** What is committed, not what lies in the folder. */
async function fromGit() {
  const own = project('node20', 'git', {})
  const { code, output } = await call('node20', managers.npm, managers.npm.add(`git+file://${root}`), own)
  const warning = managers.npm.warning.exec(output)?.[0].trim()
  if (code !== 0 || warning !== undefined) throw new Error(warning ?? output)
  await start('node20', managers.npm, own)
  return 'built and installed without a warning, started with and without --state'
}

async function check(node, name, manager) {
  const known = refusedOnItsOwn.manager === name && refusedOnItsOwn.node === node
  const own = project(node, name, manager)
  const installed = await call(node, manager, manager.add(tarball), own)
  const warning = manager.warning.exec(installed.output)?.[0].trim()
  if (!known) {
    if (installed.code !== 0 || warning !== undefined) throw new Error(warning ?? installed.output)
    await requireAll(node, manager, own)
    await start(node, manager, own)
    return `installed without a warning, required, started with and without --state`
  }
  const alone = await call(node, manager, ['add', refusedOnItsOwn.dependency], project(node, `${name}-alone`, manager))
  if (installed.code === 0 || alone.code === 0) throw new Error(`is no longer refused: take it off the list`)
  if (manager.warning.exec(alone.output)?.[0].trim() !== warning) throw new Error(warning)
  const anyway = await call(node, manager, [...manager.add(tarball), refusedOnItsOwn.anyway], own)
  if (anyway.code !== 0) throw new Error(anyway.output)
  await requireAll(node, manager, own)
  await start(node, manager, own)
  return `REFUSED, and so is ${refusedOnItsOwn.dependency} alone (${warning}); with ${refusedOnItsOwn.anyway} it started`
}

function project(node, name, { files = {} }) {
  const folder = join(scratch, `${node}-${name}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', private: true, license: 'MIT' }))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  return folder
}

/** Every export but vitest's, which vitest alone can load, and a login: by `require`, in the Node that is promised. */
async function requireAll(node, manager, folder) {
  const exported = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports)
  const paths = exported.map((path) => `apps-in-toss-mock${path.slice(1)}`).filter((path) => !path.endsWith('/vitest'))
  writeFileSync(
    join(folder, 'requires.cjs'),
    `const { startMockServer } = require('apps-in-toss-mock')
    const { createClient } = require('apps-in-toss-mock/client')
    for (const path of ${JSON.stringify(paths)}) require(path)
    ;(async () => {
      const mock = await startMockServer()
      const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
      const { authorizationCode, referrer } = await mock.toss.logIn({ profile: { name: '김토스' } })
      const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
      console.log('required by ' + process.version + ': ' + (await client.login.loginMe({ accessToken })).name)
      await Promise.all([client.close(), mock.close()])
    })()`,
  )
  const { code, output } = await call(node, manager, manager.node('requires.cjs'), folder)
  if (code !== 0 || !/required by v\d.*: 김토스/.test(output)) throw new Error(output)
}

/** Starts the command twice, the second time with a state file, and stops it by the signal that a terminal sends. */
async function start(node, manager, folder) {
  for (const more of [[], ['--state', 'world.db']]) {
    const args = ['apps-in-toss-mock', 'start', '--json', '--port', '0', '--control-port', '0', ...more]
    const child = spawnWith(node, manager, [...manager.run, ...args], folder)
    let output = ''
    child.stderr.on('data', (part) => {
      output += part
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    const line = await Promise.race([
      new Promise((resolve) =>
        createInterface({ input: child.stdout }).on('line', (text) => text.startsWith('{') && resolve(text)),
      ),
      ended.then((code) => Promise.reject(new Error(`the command ended with ${code}: ${output}`))),
    ])
    const health = await (await fetch(`${JSON.parse(line).controlUrl}/health`)).json()
    process.kill(-child.pid, 'SIGTERM')
    await ended
    if (health.status !== 'ok') throw new Error(`health: ${JSON.stringify(health)}`)
    if (more.length > 0 && !existsSync(join(folder, 'world.db'))) throw new Error('there is no state file')
    if (manager.warning.test(output) || /] WARN/.test(output)) throw new Error(output)
    const keepsCompiled = node !== 'node20' && manager === managers.npm
    if (keepsCompiled && !existsSync(join(folder, 'node_modules/.cache/apps-in-toss-mock-compiled'))) {
      throw new Error('what V8 compiled was not kept')
    }
  }
}

function spawnWith(node, { program }, args, cwd) {
  const bin = join(modules, node, 'bin')
  const { npm_config_user_agent, NODE_OPTIONS, ...rest } = process.env
  const env = { ...rest, PATH: `${bin}${delimiter}${process.env.PATH}`, YARN_CACHE_FOLDER: join(scratch, 'cache') }
  const stdio = ['ignore', 'pipe', 'pipe']
  return spawn(join(bin, 'node'), [join(modules, program), ...args], { cwd, env, stdio, detached: true })
}

function call(node, manager, args, cwd) {
  return collected(spawnWith(node, manager, args, cwd))
}

function told(program, args, cwd) {
  return collected(spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }))
}

async function collected(child) {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      output += part
    })
  }
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  return { code, output }
}
