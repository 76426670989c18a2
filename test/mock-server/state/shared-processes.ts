import { readFileSync } from 'node:fs'
import { expect, onTestFinished } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import type { ConnectionInfo, MockServer, TossSide } from '../../../mock-server/index.js'
import { openControlPort } from '../../../testing/control-port.js'
import { remoteTossSide } from '../../../testing/remote-toss-side.js'
import { preparedFolder, startJson } from '../../cli/command-line.js'
import { type RedisServer, startRedis } from './redis-server.js'
import { type Relay, startRelay } from './relay.js'

/** Of the answers of Redis that go over a bad connection each so many-th is lost, and the connection with it. */
const lossEvery = 25

/** Processes with one world. */
export interface SharedProcesses {
  /** What looks like one mock: each call, be it of the partner API or of the Toss side, goes to the next process. */
  readonly mock: MockServer
  /** The same of one operation's client. */
  client(): Client
  /** And of another mini-app's. */
  stranger(): Client
  readonly redis: RedisServer
  /** How many answers of Redis were lost on their way so far. */
  losses(): number
}

/** Starts so many; every second one is behind a slow connection that breaks with an answer on it again and again. */
async function startProcesses(count: number): Promise<SharedProcesses> {
  const redis = await startRedis()
  const cwd = await preparedFolder()
  const relays: Relay[] = []
  const infos: Required<ConnectionInfo>[] = []
  for (let number = 0; number < count; number++) {
    const relay = number % 2 === 1 ? await startRelay(redis.port, 2, lossEvery) : undefined
    if (relay !== undefined) relays.push(relay)
    const flags = ['--state', relay?.url ?? redis.url, '--no-rate-limits', '--log-level', 'error']
    infos.push((await startJson({ cwd }, flags)).info)
  }
  const ports = infos.map(({ controlUrl }) => openControlPort(controlUrl))
  onTestFinished(async () => {
    for (const port of ports) await port.close()
  })

  const [first] = infos as [Required<ConnectionInfo>]
  const file = (path: string) => readFileSync(path, 'utf8')
  const clientTls = { cert: file(first.cert), key: file(first.key), ca: file(first.ca) }
  const tossSides = (miniApp: string) =>
    infos.map(({ controlUrl }, at) => remoteTossSide(ports[at] as (typeof ports)[number], controlUrl, miniApp))
  const toss = inTurns(tossSides('my-mini-app'))
  const { cert, key } = await inTurns(tossSides('stranger')).certificates.issue()
  const clientsOf = (tls: object) => {
    const clients = infos.map(({ baseUrl }) => createClient({ ...clientTls, ...tls, baseUrl, timeout: 30_000 }))
    onTestFinished(async () => {
      for (const client of clients) await client.close()
    })
    return roundRobin(clients)
  }

  const nextInfo = roundRobin(infos)
  const nextPort = roundRobin(ports)
  let moved: Promise<unknown> = Promise.resolve()
  const clock = {
    freeze() {
      moved = nextPort().call('POST', '/clock/freeze')
    },
    advance(milliseconds: number) {
      moved = nextPort().call('POST', '/clock/advance', { seconds: milliseconds / 1_000 })
    },
    async settled() {
      await moved
    },
  }
  const mock = {
    appName: 'my-mini-app',
    clientTls,
    toss,
    clock,
    get baseUrl() {
      return nextInfo().baseUrl
    },
    get payBaseUrl() {
      return nextInfo().payBaseUrl
    },
    close: async () => {},
  } as unknown as MockServer
  return {
    mock,
    client: clientsOf({}),
    stranger: clientsOf({ cert, key }),
    redis,
    losses: () => relays.reduce((sum, relay) => sum + relay.lost(), 0),
  }
}

/** Does something with so many whose clock stands still. Where a connection loses answers, some were lost when it is over. */
export async function onProcesses(count: number, work: (processes: SharedProcesses) => Promise<void>): Promise<void> {
  const processes = await startProcesses(count)
  processes.mock.clock.freeze()
  await processes.mock.clock.settled()
  await work(processes)
  if (count > 1) expect(processes.losses()).toBeGreaterThan(0)
}

function roundRobin<Each>(all: readonly Each[]): () => Each {
  let next = 0
  return () => all[next++ % all.length] as Each
}

/** A Toss side whose every call is the next one's. */
function inTurns(sides: readonly TossSide[]): TossSide {
  const next = roundRobin(sides)
  const member = (path: readonly string[]): unknown =>
    new Proxy(() => {}, {
      get: (_target, key) => (key === 'then' ? undefined : member([...path, String(key)])),
      apply: (_target, _this, args) => {
        // biome-ignore lint/suspicious/noExplicitAny: whatever it has under this path.
        const method = path.reduce<any>((value, key) => value[key], next())
        return method(...args)
      },
    })
  return member([]) as TossSide
}
