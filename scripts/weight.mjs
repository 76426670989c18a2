// What users get: the packages and mebibytes (of disk, as du counts them, and of files) that npm installs with the packed tarball, and
// how long `npx` takes from it to the banner (nothing downloaded, nothing installed, certificates there already). Beside other tarballs, in turns, where some are named.
//   node scripts/weight.mjs [rounds] [other.tgz …]
import { spawn, spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { packInto, scratchFolder } from './packed.mjs'

const rounds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 5)
const others = process.argv.slice(2).filter((word) => word.endsWith('.tgz'))
const scratch = scratchFolder('weight')
const env = { ...process.env, npm_config_cache: join(scratch, 'cache'), npm_config_update_notifier: 'false' }
const flags = ['--port', '0', '--control-port', '0', '--dir', join(scratch, 'certificates')]

const tarballs = [...others.map((path) => resolve(path)), packInto(scratch).tarball]
const seconds = new Map(tarballs.map((tarball) => [tarball, []]))
for (let round = -1; round < rounds; round++) {
  for (const tarball of tarballs) {
    const taken = await toBanner(tarball)
    // The first one downloads, and makes the certificates.
    if (round >= 0) seconds.get(tarball).push(taken)
  }
}
for (const tarball of tarballs) {
  const { packages, disk, files } = installed(tarball)
  const sorted = seconds.get(tarball).sort((a, b) => a - b)
  const [least, median, most] = [0, 0.5, 1].map((part) => sorted[Math.floor(part * (sorted.length - 1))].toFixed(1))
  const name = tarball.startsWith(scratch) ? 'this one' : basename(tarball)
  console.log(
    `${name}: ${packages} packages besides ours, ${disk} MiB on disk, ${files} MiB of files; npx to the banner`,
  )
  console.log(`  ${median} s (${least}–${most}, ${rounds} rounds)`)
}

/** Seconds from `npx` to the banner, with nothing of the package installed. */
async function toBanner(tarball) {
  rmSync(join(env.npm_config_cache, '_npx'), { recursive: true, force: true })
  const began = performance.now()
  const args = ['--yes', '--prefer-offline', '--package', tarball, 'apps-in-toss-mock', 'start', ...flags]
  const child = spawn('npx', args, { cwd: scratch, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let output = ''
  await new Promise((resolve, reject) => {
    const read = (part) => {
      output += part
      if (output.includes('https://127.0.0.1:')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    ended.then(() => reject(new Error(`the command ended without its banner: ${output}`)))
  })
  const taken = (performance.now() - began) / 1000
  process.kill(-child.pid, 'SIGTERM')
  await ended
  return taken
}

function installed(tarball) {
  const project = join(scratch, 'project')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true }))
  told('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', tarball], project)
  const lock = JSON.parse(readFileSync(join(project, 'node_modules/.package-lock.json'), 'utf8'))
  const paths = readdirSync(join(project, 'node_modules'), { recursive: true, encoding: 'utf8' })
  const all = paths.map((path) => lstatSync(join(project, 'node_modules', path)))
  const mebibytes = (bytes) => (bytes.reduce((sum, each) => sum + each, 0) / 2 ** 20).toFixed(1)
  return {
    packages: Object.keys(lock.packages).length - 1,
    disk: mebibytes(all.map(({ blocks }) => blocks * 512)),
    files: mebibytes(all.filter((each) => each.isFile()).map(({ size }) => size)),
  }
}

function told(program, args, cwd) {
  const { status, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
