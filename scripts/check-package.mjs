// Packs the package, installs the tarball into an empty project, imports and requires every export, checks their types as each
// way of resolving modules finds them, and runs the binary.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { packInto, root, scratchFolder } from './packed.mjs'

const tools = join(root, 'scripts/check-package')
const project = scratchFolder('package')
const run = (file, args, cwd) =>
  execFileSync(file, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })

const { tarball, paths } = packInto(project)
run('npx', ['publint', 'run', tarball, '--strict'], root)
const strays = paths
  // An example has tests of its own, which are what it shows.
  .filter(
    (path) =>
      /^(dist\/)?(test|bench|scripts)\/|(^|\/)(node_modules|test-results)\//.test(path) || path.endsWith('.key'),
  )
if (strays.length > 0) throw new Error(`the tarball holds ${strays.join(', ')}`)

writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }))
run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', tarball], project)

const { exports: declared, name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const specifiers = Object.keys(declared)
  // vitest is an optional peer dependency, and not there.
  .filter((path) => path !== './package.json' && path !== './vitest')
  .map((path) => join(name, path))
const script = `(async () => {
  for (const path of ${JSON.stringify(specifiers)}) {
    const [imported, required] = [await import(path), require(path)].map((found) => Object.keys(found).length)
    if (imported === 0 || required === 0) throw new Error(path + ' exports nothing')
    console.log(path + ': ' + imported + ' exports')
  }
})()`
writeFileSync(join(project, 'imports.cjs'), script)
// The flag switches off what Node 20.19 has, and earlier and other runtimes have not.
process.stdout.write(run(process.execPath, ['--no-experimental-require-module', 'imports.cjs'], project))

judgeTypes(
  tarball,
  specifiers.filter((path) => !path.includes('/vitest')),
  [join(name, 'vitest'), join(name, 'vitest/global-setup')],
)
await startBinary()
console.log(`${basename(tarball)}: ${paths.length} files, installed, imported, started and stopped`)

/** As strict as TypeScript gets: every type that a user can reach must be one that is installed. */
function judgeTypes(tarball, specifiers, ofVitest) {
  if (!existsSync(join(tools, 'node_modules/.package-lock.json'))) {
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], tools)
  }
  run(join(tools, 'node_modules/.bin/attw'), [tarball, '--format', 'ascii'], project)
  console.log('attw: no problems in any mode')

  for (const [file, paths] of Object.entries({ types: specifiers, vitest: ofVitest })) {
    const imports = paths.map((path, index) => `import * as room${index} from '${path}'`)
    const text = `${imports.join('\n')}\nexport { ${paths.map((_, index) => `room${index}`).join(', ')} }\n`
    for (const ending of ['ts', 'cts']) writeFileSync(join(project, `${file}.${ending}`), text)
  }
  symlinkSync(join(root, 'node_modules/vitest'), join(project, 'node_modules/vitest'))
  const nodenext = [['nodenext'], ['types.ts', 'types.cts'], ['vitest.ts', 'vitest.cts']]
  const modes = [
    ['node_modules/typescript', ...nodenext],
    ['scripts/check-package/node_modules/typescript-5', ...nodenext],
    // As `nest new` had it for years, and many a project has it still.
    ['scripts/check-package/node_modules/typescript-5', ['commonjs', 'node10'], ['types.ts'], ['vitest.ts']],
    ['scripts/check-package/node_modules/typescript-5', ['esnext', 'bundler'], ['types.ts'], ['vitest.ts']],
  ]
  const typeRoots = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
  for (const [compiler, [module, resolution = module], files, vitestFiles] of modes) {
    const strictly = ['--noEmit', '--strict', '--module', module, '--moduleResolution', resolution]
    const tsc = [join(root, compiler, 'bin/tsc'), ...strictly, '--target', 'es2023', ...typeRoots]
    run(process.execPath, [...tsc, '--lib', 'es2023,esnext.disposable', ...files], project)
    // vitest's own types name DOM's and others'.
    run(process.execPath, [...tsc, '--skipLibCheck', ...vitestFiles], project)
    console.log(`types: ${compiler.split('/').at(-1)}, ${module} with ${resolution}`)
  }
}

async function startBinary() {
  const binary = join(project, 'node_modules/.bin/apps-in-toss-mock')
  const child = spawn(binary, ['start', '--port', '0', '--control-port', '0', '--json'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(({ code }) => Promise.reject(new Error(`the binary ended with ${code}`))),
  ])
  const { controlUrl, cert, key, ca, baseUrl } = JSON.parse(line)
  const health = await (await fetch(`${controlUrl}/health`)).json()
  if (health.status !== 'ok') throw new Error('the control API does not answer')
  const login = await (await fetch(`${controlUrl}/mini-apps/my-mini-app/logins`, { method: 'POST' })).json()
  const answer = run(
    'curl',
    [
      ...['-sS', '--cert', cert, '--key', key, '--cacert', ca, '-H', 'Content-Type: application/json'],
      ...['-d', JSON.stringify(login), `${baseUrl}/api-partner/v1/apps-in-toss/user/oauth2/generate-token`],
    ],
    project,
  )
  if (JSON.parse(answer).resultType !== 'SUCCESS') throw new Error(`generate-token answered ${answer}`)
  child.kill('SIGTERM')
  const { code } = await ended
  if (code !== 0) throw new Error(`the binary ended with ${code} after SIGTERM`)
}
