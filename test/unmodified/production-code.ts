import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { type MockServer, type MockServerOptions, startMockServer } from '../../mock-server/index.js'
import { fillFolder, workFolder } from '../cli/command-line.js'

/** The folder of the package: `--import apps-in-toss-mock/redirect` is found from here. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A script with production's URLs in it. */
export const script = (name: string) => fileURLToPath(new URL(`scripts/${name}`, import.meta.url))

/** Fails whatever would leave this machine; preloaded into every Node that a test starts. */
export const noNetwork = `--import=${pathToFileURL(script('no-network.mjs'))}`

/** The scripts for Node, by the library that they use. */
export const nodeScripts = ['node-https', 'axios-http', 'axios-fetch', 'undici-own', 'built-in-fetch'] as const

/** What the three calls of every script leave in the journal. */
export const story = ['login.generateToken', 'login.loginMe', 'pay.makePayment']

type Variables = Readonly<Record<string, string>>

/** A mock in this process, with certificates in a folder. */
export async function mockWithFiles(options: MockServerOptions = {}): Promise<MockServer> {
  const mock = await startMockServer({
    dir: await fillFolder(await workFolder('files')),
    controlPort: false,
    ...options,
  })
  onTestFinished(() => mock.close())
  return mock
}

/** What a script reads, as it would in production: certificate files and the code that the mini-app handed over. */
export async function productionVariables(mock: MockServer): Promise<Variables> {
  const { authorizationCode } = await mock.toss.logIn()
  return {
    TOSS_MTLS_CERT_PATH: String(mock.info.cert),
    TOSS_MTLS_KEY_PATH: String(mock.info.key),
    APPS_IN_TOSS_PKCS12: String(mock.info.pkcs12),
    APPS_IN_TOSS_PKCS12_PASSWORD: String(mock.info.pkcs12Password),
    AUTHORIZATION_CODE: authorizationCode,
  }
}

/** Where the mock is, for the redirection. */
export function whereItIs({ info }: MockServer): Variables {
  return { APPS_IN_TOSS_BASE_URL: info.baseUrl, APPS_IN_TOSS_CA: String(info.ca) }
}

/** What a program left. */
export interface Outcome {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program with nothing in its environment but `PATH` and these variables. */
export async function runProgram(
  command: readonly string[],
  { env = {}, cwd = root }: { env?: Variables; cwd?: string } = {},
): Promise<Outcome> {
  const child = startProgram(command, { env, cwd })
  const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)]
  const [code] = await once(child, 'close')
  return { code, stdout: stdout(), stderr: stderr() }
}

/** Starts a program; it is killed when the test ends. */
export function startProgram(
  [file = '', ...args]: readonly string[],
  { env = {}, cwd = root }: { env?: Variables; cwd?: string } = {},
): ChildProcess {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(file, args, { cwd, env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** What a stream has brought so far. */
export function collected(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}

/** Resolves when what a stream brings fits. */
export async function until(stream: NodeJS.ReadableStream | null, pattern: RegExp): Promise<RegExpExecArray> {
  let text = ''
  for await (const part of stream ?? []) {
    text += part
    const found = pattern.exec(text)
    if (found !== null) return found
  }
  throw new Error(`the stream ended without ${pattern}:\n${text}`)
}
