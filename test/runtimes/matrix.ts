import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMockServer } from '../../mock-server/index.js'
import { engines, named, program } from './engines.js'

/** A client in a runtime, and the program that calls with it. */
export interface Client {
  readonly runtime: string
  readonly client: string
  /** Made in `dir` where it has to be compiled. */
  command(dir: string): readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** What was seen of a client; each a short text. */
export interface Seen {
  readonly called: string
  readonly withoutCertificate: string
  readonly revoked: string
  readonly run: string
  readonly namespace: string
}

type Engine = keyof typeof engines

const script = (engine: Engine, client: string, file: string): Client => ({
  runtime: named(engine),
  client,
  command: () => [...engines[engine], program(file)],
})

const nodeClients = [
  ['`node:https`', 'node-https.mjs'],
  ['`fetch` and `Agent` of undici 7', 'undici-fetch.mjs'],
  ['built-in `fetch`, `Agent` of undici 7', 'built-in-fetch.mjs'],
  ['our `createClient()`', 'create-client.mjs'],
] as const

/** Those that `npm run runtimes` brings. */
export const clientsOfEngines: readonly Client[] = [
  ...(['node20', 'node22', 'node24'] as const).flatMap((engine) =>
    nodeClients.map(([client, file]) => script(engine, client, file)),
  ),
  script('bun', '`fetch` with `tls`', 'bun-fetch.mjs'),
  script('bun', '`node:https`', 'node-https.mjs'),
  script('bun', 'our `createClient()`', 'create-client.mjs'),
  script('deno', '`fetch` with `Deno.createHttpClient`', 'deno-fetch.mjs'),
  script('deno', '`node:https`', 'node-https.mjs'),
  script('deno', 'our `createClient()`', 'create-client.mjs'),
]

const go = (client: string, env: Client['env'] = {}): Client => ({
  runtime: 'Go',
  client,
  env,
  command(dir) {
    const binary = join(dir, 'own-transport')
    const { status, stderr } = spawnSync('go', ['build', '-o', binary, program('own-transport.go')], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return [binary]
  },
})

/** Those of the system. */
export const clientsOfSystem: readonly Client[] = [
  go('`http.Transport` of its own'),
  go('the same with `Proxy: http.ProxyFromEnvironment`', { PROXY: '1' }),
  { runtime: 'PHP', client: 'streams', command: () => ['php', program('streams.php')] },
]

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** A network with nothing in it, so that what is not led cannot call the real host. */
const sealed = [
  'unshare',
  '--user',
  '--map-root-user',
  '--net',
  '--mount',
  'sh',
  '-c',
  'ip link set lo up && exec "$@"',
  'sh',
]

/** Whether this machine lets tests make such a network. */
export const hasNamespaces =
  process.platform === 'linux' && spawnSync(sealed[0] as string, [...sealed.slice(1), 'true']).status === 0

/** Tries a client in every way. What it says is cut to what stays the same from one run to the next. */
export async function see({ command, env = {} }: Client): Promise<Seen> {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-runtimes-'))
  const mock = await startMockServer({ dir: join(dir, 'certificates'), controlPort: false, logLevel: 'silent' })
  try {
    const { info, toss } = mock
    const words = command(dir)
    const { serialNumber, ...issued } = await toss.certificates.issue()
    await toss.certificates.revoke(serialNumber)
    const [cert, key] = [join(dir, 'revoked.crt'), join(dir, 'revoked.key')]
    writeFileSync(cert, issued.cert)
    writeFileSync(key, issued.key)
    const files = {
      APPS_IN_TOSS_CERT: String(info.cert),
      APPS_IN_TOSS_KEY: String(info.key),
      APPS_IN_TOSS_CA: String(info.ca),
    }
    const direct = async (more: Variables = {}) => {
      const { authorizationCode } = await toss.logIn()
      return start(
        words,
        { ...files, BASE_URL: mock.baseUrl, AUTHORIZATION_CODE: authorizationCode, ...env, ...more },
        dir,
      )
    }
    const underRun = (...flags: string[]) => {
      const run = [process.execPath, main, 'run', '--auto-login', '--log-level', 'silent', ...flags, '--', ...words]
      return start([...sealed, ...run], { AUTHORIZATION_CODE: 'from the mini-app', ...env }, dir)
    }
    return {
      called: served(await direct()),
      withoutCertificate: failure(await direct({ WITHOUT_CERTIFICATE: '1' })),
      revoked:
        wordOf(await direct({ APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: key })) === 'served'
          ? '**let in**'
          : 'refused',
      run: led(await underRun()),
      namespace: led(await underRun('--namespace')),
    }
  } finally {
    await mock.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

type Variables = Readonly<Record<string, string>>

/** What a program printed as its last line, and whether the mock was reached. */
interface Told {
  readonly userKey?: number
  readonly error?: string
  readonly stderr: string
}

async function start([file = '', ...args]: readonly string[], env: Variables, dir: string): Promise<Told> {
  const { PATH = '', HOME = '' } = process.env
  // What a runtime keeps of its own must not come into the folders of whoever runs the tests.
  const base = { PATH, HOME, TMPDIR: dir, DENO_DIR: join(dir, 'deno'), DENO_NO_UPDATE_CHECK: '1' }
  const child = spawn(file, args, { cwd: dir, env: { ...base, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    return () => Buffer.concat(chunks).toString()
  }) as [() => string, () => string]
  await once(child, 'close')
  const line = stdout().trim().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) throw new Error(`${file} ${args.join(' ')} printed no outcome:\n${stdout()}${stderr()}`)
  return { ...JSON.parse(line), stderr: stderr() }
}

function wordOf({ userKey, error = '' }: Told): string {
  return typeof userKey === 'number' ? 'served' : error
}

function served(told: Told): string {
  const word = wordOf(told)
  return word === 'served' || word === refusedHere ? word : `**${failure(told)}**`
}

const refusedHere = 'ERR_UNSUPPORTED_RUNTIME'

/** Without addresses of memory and of hosts. */
function failure(told: Told): string {
  const text = wordOf(told).trim().replaceAll(/\s+/g, ' ')
  const [code = text] = /^[A-Z][A-Z0-9_]{4,}(?=: )/.exec(text) ?? []
  const ours = /^ERR_NETWORK: .+/.exec(text)?.[0]
  return (ours ?? code).replaceAll(/https:\/\/[^\s")]+/g, '…').replaceAll('|', '\\|')
}

function led(told: Told): string {
  const word = wordOf(told)
  if (word === 'served') return 'led'
  if (word === refusedHere) return refusedHere
  return told.stderr.includes('Nothing reached the mock.') ? 'goes past it' : `**${failure(told)}**`
}

/** Whether a runtime can run the mock: what `startMockServer()` says there. */
export async function hosts(engine: Engine): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-runtimes-'))
  try {
    const told = await start([...engines[engine], program('host.mjs')], {}, dir)
    return told.error ?? 'runs'
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The rows of the page, as `npm run runtimes-table` writes them. */
export function row({ runtime, client }: Client, seen: Seen): string {
  const error = seen.withoutCertificate === refusedHere ? '–' : `\`${seen.withoutCertificate}\``
  const refused = seen.called === refusedHere
  const cells = [
    runtime,
    client,
    refused ? `\`${refusedHere}\`` : seen.called,
    error,
    refused ? '–' : seen.revoked,
    refused ? '–' : seen.run,
    refused ? '–' : seen.namespace,
  ]
  return `| ${cells.join(' | ')} |`
}

export const head = [
  '| runtime | client | with the address | without a certificate it says | revoked certificate | `run` | `run --namespace` |',
  '|---|---|---|---|---|---|---|',
]

/** Of a host. */
export function hostRow(engine: Engine, told: string): string {
  return `| ${named(engine)} | ${told === 'runs' ? 'runs' : `\`${told}\``} |`
}
