// What a container engine does with an image, as far as our checks need it: a read-only root, a volume, the image's own user,
// environment and command, and a process tree of its own with the command as its first process.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Runs a program that has to succeed. */
export function mustRun(program, ...args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`)
}

/** Mounts a root file system read-only, with /proc and /dev; `volumes` are folders by their place in it. */
export function mountRoot(root, volumes) {
  mustRun('mount', '--bind', root, root)
  mustRun('mount', '--bind', '/dev', join(root, 'dev'))
  for (const [place, { folder, isReadOnly = false }] of Object.entries(volumes)) {
    mustRun('mkdir', '-p', join(root, place))
    mustRun('mount', '--bind', folder, join(root, place))
    if (isReadOnly) mustRun('mount', '-o', 'remount,ro,bind', join(root, place))
  }
  mustRun('mount', '-o', 'remount,ro,bind', root)
}

/** Starts a command in a mounted root. `env` are lines `NAME=value`. */
export function start({ root, user, env, workingDir, command }) {
  // The shell becomes the command: it is the first process, which gets the signals.
  const enter = ['mount -t proc proc "$1/proc"', 'dir=$2; shift 2', 'exec chroot "$@"'].join(' && ')
  const inside = [`--userspec=${user}`, root, 'env', '-i', '-C', workingDir, ...env, ...command]
  const args = ['--pid', '--mount', '--fork', '--kill-child', 'sh', '-c', enter, 'sh', root, '-', ...inside]
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part))
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
  return {
    output: () => output,
    ended,
    /** The number that the first process has outside. */
    first() {
      const [pid] = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === child.pid)
      return Number(pid)
    },
  }
}

function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}

/** Runs a command of a container beside the first one, as `docker exec` does. */
export function exec({ root, user, env, workingDir }, command) {
  const args = [`--userspec=${user}`, root, 'env', '-i', '-C', workingDir, ...env, ...command]
  const { status, stdout, stderr } = spawnSync('chroot', args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}
