import { inRepository, type ReadyProcess, startProcess } from '../child-process.js'
import { attacks, halfOpenConnections, idleConnections, slowRequests } from './attacks.js'
import type { Target } from './connections.js'
import { createRandom } from './random.js'

/** How much of everything. */
export interface Effort {
  readonly version: 'heavy' | 'small'
  readonly idle: number
  readonly halfOpen: number
  readonly slow: number
  /** In how many parts the attack comes; memory is looked at after each. */
  readonly parts: number
  /** Milliseconds during which the bystander is watched before the attack. */
  readonly calm: number
}

/** A megabyte is 1,048,576 bytes. */
export interface Memory {
  readonly heapMb: number
  readonly rssMb: number
  readonly sockets: number
}

/** How much more heap a mock may hold afterwards, in megabytes: its journal fills up meanwhile. */
export const heapGrowthAllowed = 15

/** What came of it. */
export interface AssaultResult {
  readonly requests: Readonly<Record<string, number>>
  /** Held connections: when all were open, and those that the mock had not given up in the end. */
  readonly opened: HeldConnections
  readonly left: HeldConnections
  readonly seconds: number
  /** Milliseconds of a call of the well-behaved client, and how many there were. */
  readonly before: Latency
  readonly during: Latency
  readonly after: Latency
  /** What it was answered wrongly; must be empty. */
  readonly wrong: readonly string[]
  readonly memoryBefore: Memory
  /** After each part; the last one when everybody is gone. */
  readonly memoryMeanwhile: readonly Memory[]
  readonly memoryAfter: Memory
  /** Rejections, exceptions and warnings that nobody handled; must be empty. */
  readonly unhandled: readonly string[]
  /** Why the mock ended; must be undefined. */
  readonly crash: string | undefined
  /** Secrets and personal data that were found in the log or the journal; must be empty. */
  readonly leaks: readonly string[]
  readonly logBytes: number
  /** Lines of the log that call something a fault of the mock itself; must be empty. */
  readonly bugs: readonly string[]
}

/** How many there are of each. */
export interface HeldConnections {
  readonly idle: number
  readonly halfOpen: number
  readonly slow: number
}

/** Of calls, in milliseconds. */
export interface Latency {
  readonly calls: number
  readonly p50: number
  readonly p99: number
}

interface Person {
  readonly userKey: number
  readonly authorizationCode: string
  readonly profile: Readonly<Record<string, unknown>>
}

interface Figures {
  readonly latencies: readonly number[]
  readonly wrong: readonly string[]
}

type Ready = Target & { readonly decryption: { readonly key: string; readonly aad: string } }

/**
 * Attacks a mock in a process of its own, on loopback, while a well-behaved client in another one goes on calling it. The mock
 * is the built one, in dist/.
 */
export async function assault(effort: Effort): Promise<AssaultResult> {
  const start = <Line>(script: string, ...flags: string[]) =>
    startProcess<Line>([...flags, inRepository(`bench/attack/${script}`)], { ipc: true, keepOutput: true })
  const mock = await start<Ready>('mock-process.mjs', '--expose-gc')
  try {
    const bystander = await start<object>('bystander.mjs')
    return await attack(mock, bystander, effort).finally(bystander.end)
  } finally {
    await mock.end()
  }
}

async function attack(
  mock: ReadyProcess<Ready>,
  bystander: ReadyProcess<object>,
  effort: Effort,
): Promise<AssaultResult> {
  const target = mock.line
  const users = await mock.ask<Person[]>('users', { count: 2 })
  const { baseUrl, clientTls, decryption } = target
  const tokens = await bystander.ask<string[]>('begin', { baseUrl, clientTls, decryption, users })
  const random = createRandom(20261121)
  const run = async (share: number) => {
    for (const { counts, run } of attacks) await run(target, Math.round(counts[effort.version] * share), random)
  }

  // Everything is loaded and compiled before memory and time are measured.
  await run(0.1)
  await bystander.ask('seen')
  await pause(effort.calm)
  const before = await bystander.ask<Figures>('seen')
  const memoryBefore = await memoryOf(mock)

  const started = performance.now()
  const idle = await idleConnections(target, effort.idle)
  const halfOpen = await halfOpenConnections(target, effort.halfOpen)
  const slow = await slowRequests(target, effort.slow)
  const held = () => ({ idle: idle.connections, halfOpen: halfOpen.connections, slow: slow.connections })
  const opened = held()
  const memoryMeanwhile: Memory[] = []
  for (let part = 0; part < effort.parts; part++) {
    await run(1 / effort.parts)
    memoryMeanwhile.push(await memoryOf(mock))
  }
  const left = held()
  await Promise.all([idle, halfOpen, slow].map((each) => each.release()))
  const seconds = (performance.now() - started) / 1_000
  const during = await bystander.ask<Figures>('seen')

  await pause(effort.calm)
  const after = await bystander.ask<Figures>('seen')
  const memoryAfter = mock.ended === undefined ? await memoryOf(mock) : { heapMb: 0, rssMb: 0, sockets: 0 }
  const journal = mock.ended === undefined ? await mock.ask<string>('journal') : ''
  const unhandled = mock.ended === undefined ? await mock.ask<string[]>('unhandled') : []
  const texts = { 'the log': mock.output(), 'the journal': journal }
  return {
    requests: Object.fromEntries(attacks.map(({ name, counts }) => [name, counts[effort.version]])),
    opened,
    left,
    seconds,
    before: latencyOf(before),
    during: latencyOf(during),
    after: latencyOf(after),
    wrong: [before, during, after].flatMap(({ wrong }) => wrong),
    memoryBefore,
    memoryMeanwhile,
    memoryAfter,
    unhandled,
    crash: mock.ended,
    leaks: leaksIn(texts, { target, users, tokens }),
    logBytes: mock.output().length,
    bugs: mock
      .output()
      .split('\n')
      .filter((line) => /"level":(?:50|60|"error"|"fatal")/.test(line)),
  }
}

function leaksIn(
  texts: Readonly<Record<string, string>>,
  { target, users, tokens }: { target: Ready; users: readonly Person[]; tokens: readonly string[] },
): string[] {
  const keyLines = target.clientTls.key.split('\n').filter((line) => line.length === 64)
  const personal = users.flatMap(({ profile, authorizationCode }) => [
    authorizationCode,
    ...Object.entries(profile).flatMap(([name, value]) =>
      ['name', 'phone', 'email', 'ci', 'birthday'].includes(name) && typeof value === 'string' ? [value] : [],
    ),
  ])
  const secrets = ['PRIVATE KEY', target.decryption.key, ...keyLines, ...tokens, ...personal]
  return Object.entries(texts).flatMap(([where, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 20)}… in ${where}`),
  )
}

async function memoryOf(mock: ReadyProcess<Ready>): Promise<Memory> {
  const { heapUsed, rss, sockets } = await mock.ask<{ heapUsed: number; rss: number; sockets: number }>('memory')
  return { heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20, sockets }
}

function latencyOf({ latencies }: Figures): Latency {
  const sorted = [...latencies].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { calls: sorted.length * 3, p50: at(0.5), p99: at(0.99) }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
