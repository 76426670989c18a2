import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { ConnectionInfo } from '../../mock-server/index.js'
import { completeFiles, write } from '../ca/folder.js'

/** The built binary. */
export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** What a finished command left. */
export interface Outcome {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Where and how a command runs. Nothing of the tests' own settings reaches it. */
export interface Surroundings {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Flags of Node itself. */
  readonly node?: readonly string[]
}

/** Runs the command line to its end. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  const child = launch(args, surroundings)
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)]
  const [code] = await once(child, 'close')
  return { code, stdout: stdout(), stderr: stderr() }
}

/** A mock that runs in a process of its own. */
export interface RunningCommand {
  /** Its one line of `--json`. */
  readonly info: Required<ConnectionInfo>
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** Sends a signal. */
  signal(name: NodeJS.Signals): void
  /** The exit code, or the name of the signal that killed it. */
  ended(): Promise<number | string>
}

/** Starts a mock on free ports with `--json`; it is killed when the test ends. */
export async function startJson(surroundings: Surroundings, args: readonly string[] = []): Promise<RunningCommand> {
  const { command, line } = await startUntil(
    ['start', '--json', '--port', '0', '--control-port', '0', ...args],
    surroundings,
    (stdout) => /^.*\n/.exec(stdout)?.[0],
  )
  return { ...command, info: JSON.parse(line) }
}

/** Starts a mock and waits until what it has printed satisfies `isReady`, which returns what was waited for. */
export async function startUntil(
  args: readonly string[],
  surroundings: Surroundings,
  isReady: (stdout: string) => string | undefined,
): Promise<{ command: Omit<RunningCommand, 'info'>; line: string }> {
  const child = launch(args, surroundings)
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)]
  const command = { child, stdout, stderr, signal: (name: NodeJS.Signals) => void child.kill(name), ended: () => ended }
  const line = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = isReady(stdout())
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', look)
    ended.then((code) => reject(new Error(`it ended with ${code} instead of starting:\n${stderr()}`)))
  })
  return { command, line }
}

function launch(args: readonly string[], { cwd, env, node = [] }: Surroundings): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(APPS_IN_TOSS|NODE_|NO_COLOR|FORCE_COLOR|https?_proxy|all_proxy)/i.test(name),
  )
  return spawn(process.execPath, [...node, main, ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function collected(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}

/** An empty folder with a name that shells have to quote; it goes when the test ends. */
export async function workFolder(name = "it's my folder $1 #"): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), `apps-in-toss-mock-cli ${name} `))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Puts certificates for `my-mini-app` into a folder: whoever opens it makes no keys. */
export async function fillFolder(dir: string): Promise<string> {
  write(dir, await completeFiles())
  for (const file of readdirSync(dir)) if (!file.endsWith('.crt')) chmodSync(join(dir, file), 0o600)
  return dir
}

/** A folder to work in, with certificates in the default place. */
export async function preparedFolder(name?: string): Promise<string> {
  const cwd = await workFolder(name)
  await fillFolder(join(cwd, '.apps-in-toss-mock'))
  return cwd
}

/** A request that the server has begun to read, and whose body is still to be sent. */
export interface BegunRequest {
  send(part: string): void
  /** Sends no more, and reads the answer. */
  answer(): Promise<{ status: number; body: string }>
}

/** Sends the head of a request over mTLS, with the files that the mock named, and waits until the server has seen it. */
export async function begin(info: Required<ConnectionInfo>, path: string): Promise<BegunRequest> {
  const sent = request(`${info.baseUrl}${path}`, {
    ...tlsFiles(info),
    method: 'POST',
    headers: { 'content-type': 'application/json', expect: '100-continue' },
    agent: false,
  })
  const answered = once(sent, 'response')
  answered.catch(() => {})
  sent.flushHeaders()
  await once(sent, 'continue')
  return {
    send: (part) => void sent.write(part),
    async answer() {
      sent.end()
      return readAnswer((await answered)[0])
    },
  }
}

/** Waits until the control port is closed, which it is as soon as the mock is told to stop. */
export async function untilRefused(url: string): Promise<void> {
  const refused = await fetch(`${url}/health`).then(
    () => false,
    () => true,
  )
  if (!refused) await untilRefused(url)
}

/** Sends a GET over mTLS with the files that the mock named. */
export async function get(info: Required<ConnectionInfo>, path: string): Promise<{ status: number; body: string }> {
  const sent = request(`${info.baseUrl}${path}`, { ...tlsFiles(info), agent: false }).end()
  return readAnswer((await once(sent, 'response'))[0])
}

function tlsFiles({ cert, key, ca }: Required<ConnectionInfo>) {
  return { cert: readFileSync(cert), key: readFileSync(key), ca: readFileSync(ca) }
}

async function readAnswer(response: IncomingMessage): Promise<{ status: number; body: string }> {
  let body = ''
  for await (const part of response) body += part
  return { status: response.statusCode ?? 0, body }
}
