import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CodedError } from '../../errors/index.js'
import { writeFailed } from '../../files/index.js'
import { join } from '../../mock-server/partner-side/proxy/tunnel.js'
import { redirectedHosts } from '../../redirect/production-hosts.js'
import type { InsideMessage, InsideTask } from './inside-namespace.js'

/** `hosts`: a hosts file of its own, and the machine's network. `network`: a network in which there is nothing but the mock. */
export const namespaceKinds = ['hosts', 'network'] as const

/** One of `namespaceKinds`. */
export type NamespaceKind = (typeof namespaceKinds)[number]

/** A place in which every program finds the mock at the API's two names. */
export interface Namespace {
  readonly kind: NamespaceKind
  /** What it changes for the command, as its first line says it. */
  readonly inWords: string
  /** The command by which another command runs in it. */
  wrap(name: string, args: readonly string[]): readonly [string, ...string[]]
  /** Takes the process that `wrap` made. */
  attach(child: ChildProcess): void
  /** Why the command did not even begin; undefined where it did. */
  failure(): CodedError | undefined
  close(): void
}

/** Where the mock is. */
export interface MockPorts {
  readonly baseUrl: string
  readonly controlUrl: string
  readonly proxyUrl?: string
}

const inWords: Record<NamespaceKind, string> = {
  hosts: `the command sees a hosts file of its own: ${redirectedHosts.join(' and ')} are the mock, all else is as ever`,
  network:
    'the command has a network of its own: it reaches the mock, and neither other hosts nor services of this machine ' +
    '(a database on localhost)',
}

/** A way in which the kernel lets us make a namespace. */
interface Way {
  readonly flags: readonly string[]
  /** Gives the command the user back that it would be without us. */
  readonly back: readonly string[]
}

/** What was found to be possible, before anything is started. */
export interface PossibleNamespace {
  readonly kind: NamespaceKind
  open(mock: MockPorts): Namespace
  close(): void
}

/**
 * Looks which namespace this machine allows. Without `asked` it is `hosts` where port 443 can be had on a loopback address, and
 * else `network`. It is never none.
 *
 * @throws CodedError `ERR_NAMESPACE`
 */
export async function findNamespace(asked?: NamespaceKind): Promise<PossibleNamespace> {
  if (process.platform !== 'linux')
    throw refused('namespaces are Linux’s', 'Use run without it; --hosts is for every system.')
  const onPort443 = asked === 'network' ? undefined : await listenOn443()
  if (asked === 'hosts' && onPort443 === undefined) {
    throw refused('port 443 may not be used on a loopback address', `Use --namespace network, or ${allow443}.`)
  }
  const kind = onPort443 === undefined ? 'network' : 'hosts'
  try {
    const way = findWay(kind)
    return {
      kind,
      open: (mock) => openNamespace(kind, way, mock, onPort443),
      close: () => void onPort443?.server.close(),
    }
  } catch (error) {
    onPort443?.server.close()
    throw error
  }
}

const allow443 = 'allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=443'

/** An address of its own, so that whatever serves port 443 of this machine may go on. */
async function listenOn443(): Promise<{ server: Server; address: string } | undefined> {
  for (let last = 1; last < 255; last++) {
    const address = `127.0.83.${last}`
    const server = createServer({ allowHalfOpen: true })
    const code = await new Promise<string | undefined>((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      server.listen(443, address, () => resolve(undefined))
    })
    if (code === undefined) return { server, address }
    if (code !== 'EADDRINUSE') return undefined
  }
  return undefined
}

function findWay(kind: NamespaceKind): Way {
  const own = kind === 'network' ? ['--mount', '--net'] : ['--mount']
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0]
  const back = uid === 0 ? [] : ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--']
  const ways: Way[] = [
    ...(uid === 0 ? [{ flags: own, back: [] }] : []),
    { flags: ['--user', '--map-root-user', ...own], back },
  ]
  let said = ''
  for (const way of ways) {
    // Not only made, but good for something: some kernels let anybody make one, and nobody mount in it.
    const test = ['sh', '-c', 'mount --bind /etc/hosts /etc/hosts && exec "$@"', 'sh', ...way.back, 'true']
    const { status, error, stderr } = spawnSync('unshare', [...way.flags, ...test], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    })
    if (status === 0) return way
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
      throw refused('the program unshare is missing', 'Install util-linux.')
    }
    said = stderr.trim().replaceAll(/\s*\n\s*/g, '; ') || String(error?.message ?? status)
  }
  throw refused(
    `the kernel refuses it: ${said}`,
    'In a container: docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined. On Ubuntu 24 and Debian, where a user may not make ' +
      'namespaces: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or kernel.unprivileged_userns_clone=1. Or start it with sudo.',
  )
}

function refused(why: string, fix: string): CodedError {
  return new CodedError('ERR_NAMESPACE', `run --namespace cannot make a namespace: ${why}`, { fix })
}

function madeIn(folder: string): string {
  try {
    return mkdtempSync(joinPath(folder, 'apps-in-toss-mock-namespace-'))
  } catch (error) {
    throw writeFailed(folder, error)
  }
}

function openNamespace(
  kind: NamespaceKind,
  way: Way,
  mock: MockPorts,
  onPort443?: { server: Server; address: string },
): Namespace {
  const dir = madeIn(tmpdir())
  const remove = () => rmSync(dir, { recursive: true, force: true })
  // Also where this process is ended in the middle.
  process.once('exit', remove)
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  let isReady = false
  let failed = 'it ended before the command began'

  const lead = (server: Server, target: URL) => {
    servers.push(server)
    server.on('connection', (socket) => {
      // Of a server that was opened inside, and does not know how ours are to be.
      ;(socket as { allowHalfOpen: boolean }).allowHalfOpen = true
      const onward = connect({
        host: target.hostname.replace(/^\[|\]$/g, ''),
        port: Number(target.port),
        allowHalfOpen: true,
      })
      for (const each of [socket, onward]) sockets.add(each.once('close', () => void sockets.delete(each)))
      join(socket, onward)
    })
  }
  const urls = [mock.baseUrl, mock.controlUrl, mock.proxyUrl]
    .filter((url) => url !== undefined)
    .map((url) => new URL(url))
  const inside = new Map(
    kind === 'network' ? [[443, urls[0] as URL], ...urls.map((url) => [Number(url.port), url] as const)] : [],
  )
  const address = onPort443?.address ?? '127.0.0.1'
  if (onPort443 !== undefined) lead(onPort443.server, urls[0] as URL)
  const task: InsideTask = {
    covers: writeCovers(dir, address),
    names: redirectedHosts,
    address,
    ports: [...inside.keys()],
  }

  return {
    kind,
    inWords: inWords[kind],
    wrap: (name, args) => [
      'unshare',
      ...way.flags,
      ...['sh', '-c', script, 'sh', process.execPath, insideFile, JSON.stringify(task)],
      ...[...way.back, name, ...args],
    ],
    attach(child) {
      child.on('message', (message: InsideMessage, server) => {
        if ('ready' in message) isReady = true
        else if ('failed' in message) failed = message.failed
        else lead(server as Server, inside.get(message.port) as URL)
      })
    },
    failure: () => (isReady ? undefined : refused(failed, 'Without --namespace, run leads programs by HTTPS_PROXY.')),
    close() {
      for (const server of servers) server.close()
      for (const socket of sockets) socket.destroy()
      process.off('exit', remove)
      remove()
    },
  }
}

/** What the command is exec'ed by, so that signals and the exit code are its own. */
const script = `
NODE_OPTIONS= "$1" "$2" "$3" || exit 125
shift 3
unset NODE_CHANNEL_FD NODE_CHANNEL_SERIALIZATION_MODE
exec "$@" 3>&-`

/** The bundled command line lies flat in one folder. */
const insideFile = fileURLToPath(new URL('./cli-run-inside-namespace.cjs', import.meta.url))

/** The files that name resolution looks at: our names stand first, and nobody outside is asked for them. */
function writeCovers(dir: string, address: string): InsideTask['covers'] {
  const file = (name: string, content: string) => {
    writeFileSync(joinPath(dir, name), content)
    return joinPath(dir, name)
  }
  // The second form is for programs that ask for IPv6 only: they reach the same address with it.
  const lines = [address, `::ffff:${address}`].flatMap((each) => redirectedHosts.map((name) => `${each} ${name}`))
  const others = read('/etc/hosts')
    .split('\n')
    .filter((line) => !redirectedHosts.some((name) => line.includes(name)))
  const switches = read('/etc/nsswitch.conf').replace(/^(\s*hosts:)(.*)$/m, (_line, key: string, services: string) => {
    return `${key} files${services.replace(/\bfiles\b(\s*\[[^\]]*\])?/, '')}`
  })
  mkdirSync(joinPath(dir, 'empty'))
  return [
    ['/etc/hosts', file('hosts', [...lines, ...others].join('\n'))],
    ['/etc/nsswitch.conf', file('nsswitch.conf', switches)],
    // The name service's cache is a process outside, and reads the hosts file there.
    ['/var/run/nscd', joinPath(dir, 'empty')],
  ]
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
