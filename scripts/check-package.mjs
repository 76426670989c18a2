// Packs the package, installs the tarball into an empty project, imports every export under ESM, checks their types and runs
// the binary.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const project = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-package-'))
const run = (file, args, cwd) =>
  execFileSync(file, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })

try {
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', project], root),
  )
  run('npx', ['publint', 'run', join(project, filename), '--strict'], root)
  const strays = files
    .map(({ path }) => path)
    .filter((path) => /(^|\/)(test|bench|scripts)\//.test(path) || path.endsWith('.key'))
  if (strays.length > 0) throw new Error(`the tarball holds ${strays.join(', ')}`)

  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }))
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', `./${filename}`], project)

  const { exports: declared, name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const specifiers = Object.keys(declared)
    // vitest is an optional peer dependency, and not there.
    .filter((path) => path !== './package.json' && path !== './vitest')
    .map((path) => join(name, path))
  const script = `for (const path of ${JSON.stringify(specifiers)}) {
    const names = Object.keys(await import(path))
    if (names.length === 0) throw new Error(path + ' exports nothing')
    console.log(path + ': ' + names.length + ' exports')
  }`
  writeFileSync(join(project, 'imports.js'), script)
  process.stdout.write(run(process.execPath, ['imports.js'], project))

  // As strict as TypeScript gets: every type that a user can reach must be one that is installed.
  const typed = specifiers.filter((path) => !path.includes('/vitest'))
  const imports = typed.map((path, index) => `import * as room${index} from '${path}'`)
  const rooms = typed.map((_, index) => `room${index}`)
  writeFileSync(join(project, 'types.ts'), `${imports.join('\n')}\nexport { ${rooms.join(', ')} }\n`)
  const typeRoots = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
  const strictly = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', ...typeRoots]
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...strictly, 'types.ts'], project)

  await startBinary()
  console.log(`${filename}: ${files.length} files, installed, imported, started and stopped`)
} finally {
  rmSync(project, { recursive: true, force: true })
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
