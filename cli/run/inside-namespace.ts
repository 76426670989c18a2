/**
 * Runs once inside the namespace that `run --namespace` has made, before the command does: puts the files in place, opens the
 * ports, looks whether both hosts really lead there, and hands the ports to the process outside. Says by IPC how it went.
 */
import { spawnSync } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { existsSync, realpathSync } from 'node:fs'
import { createServer, type Server } from 'node:net'

/** What is to be done inside; JSON, as the only argument. */
export interface InsideTask {
  /** What each file or folder is to be covered with. */
  readonly covers: readonly (readonly [target: string, source: string])[]
  readonly names: readonly string[]
  /** The only address that the names may have. */
  readonly address: string
  /** What is to be opened in here, where there is a network of its own; empty otherwise. */
  readonly ports: readonly number[]
}

/** What comes back: one for each port, with the listening server, and one in the end. */
export type InsideMessage = { readonly port: number } | { readonly ready: true } | { readonly failed: string }

const { covers, names, address, ports } = JSON.parse(process.argv[2] as string) as InsideTask

open().then(
  () => process.exit(0),
  (error: Error) => tell({ failed: error.message }).then(() => process.exit(1)),
)

async function open(): Promise<void> {
  if (ports.length > 0) bringLoopbackUp()
  for (const [target, source] of covers) if (existsSync(target)) cover(realpathSync(target), source)
  for (const name of names) await checkName(name)
  for (const port of ports) await tell({ port }, await openPort(port))
  await tell({ ready: true })
}

function bringLoopbackUp(): void {
  const ways: [string, ...string[]][] = [
    ['ip', 'link', 'set', 'lo', 'up'],
    ['ifconfig', 'lo', 'up'],
    ['busybox', 'ip', 'link', 'set', 'lo', 'up'],
  ]
  const said = ways.map(([file, ...args]) => tried(file, args))
  if (!said.includes(undefined)) throw new Error(`the loopback interface cannot be brought up: ${said[0]}`)
}

function cover(target: string, source: string): void {
  const said = tried('mount', ['--bind', source, target])
  if (said !== undefined) throw new Error(`${target} cannot be covered with a file of its own: ${said}`)
}

/** What a program said of its failure. */
function tried(file: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (status === 0) return undefined
  return error
    ? `${file}: ${(error as NodeJS.ErrnoException).code ?? error.message}`
    : stderr.trim() || `${file}: ${status}`
}

async function checkName(name: string): Promise<void> {
  const found = (await lookup(name, { all: true })).map((entry) => entry.address.replace('::ffff:', ''))
  const other = found.find((each) => each !== address)
  if (other !== undefined)
    throw new Error(`${name} still leads to ${other}: this machine does not ask /etc/hosts first`)
}

/** Whatever is a loopback address in here is one of ours. */
async function openPort(port: number): Promise<Server> {
  return listening(port, '::').catch(() => listening(port, '0.0.0.0'))
}

function listening(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host }, () => resolve(server))
  })
}

function tell(message: InsideMessage, server?: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, server, {}, (error) => (error === null ? resolve() : reject(error)))
  })
}
