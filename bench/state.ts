import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createClient } from '../client/index.js'
import { inRepository, type ReadyProcess, startProcess } from './child-process.js'
import { createKeepAliveClient, firstAnswer, type Load } from './load.js'
import type { Row } from './report.js'
import type { Effort } from './rounds.js'
import { clientFiles } from './servers.js'

/** Kept alive, one request in flight on each. */
const connections = 10

interface Mock {
  readonly name: string
  readonly child: ReadyProcess<{ port: number }>
  /** Lets it answer for so many seconds. */
  readonly loads: Readonly<Record<Work, (seconds: number) => Promise<Load>>>
  close(): Promise<void>
}

const works = { loginMe: 'login-me', pay: 'make-payment and execute-payment' } as const
type Work = keyof typeof works

/**
 * What the places for the world cost, in turns in one run: memory, a file with and without `--state-sync`, and Redis where this machine has
 * one. Each against memory, or against another build.
 *
 * @param before - the `dist` of another build, whose memory is the base
 */
export async function state(dir: string, effort: Effort, before?: string): Promise<Row[]> {
  const redis = await startRedis(dir)
  const file = (name: string) => ({ stateFile: join(dir, name) })
  const own = inRepository('dist')
  const base = await startMock(
    before === undefined ? 'the world in memory' : 'memory, the other build',
    dir,
    before ?? own,
    {},
  )
  const mocks = [
    ...(before === undefined ? [] : [await startMock('in memory', dir, own, {})]),
    await startMock('with --state FILE', dir, own, file('a.state')),
    await startMock('with --state FILE --state-sync', dir, own, { ...file('b.state'), stateSync: true }),
    ...(redis === undefined ? [] : [await startMock('with --state redis://', dir, own, { stateFile: redis.url })]),
  ]
  const rows: Row[] = []
  for (const work of Object.keys(works) as Work[]) {
    const rounds = new Map([base, ...mocks].map((mock) => [mock, [] as { perSecond: number; cpu: number }[]]))
    for (const mock of rounds.keys()) await mock.loads[work](effort.seconds)
    for (let round = 0; round < effort.rounds; round++) {
      for (const [mock, made] of rounds) made.push(await measured(mock, work, effort.seconds))
    }
    const of = (mock: Mock, what: 'perSecond' | 'cpu') => (rounds.get(mock) ?? []).map((made) => made[what])
    const beside = (what: 'perSecond' | 'cpu') => ({ name: base.name, rounds: of(base, what) })
    for (const mock of mocks) {
      const measure = `${works[work]}, ${mock.name}`
      rows.push(
        { measure, unit: 'requests/s', beside: beside('perSecond'), rounds: of(mock, 'perSecond') },
        { measure: `${measure}: CPU of the mock`, unit: 'µs each', beside: beside('cpu'), rounds: of(mock, 'cpu') },
      )
    }
  }
  for (const { close } of [base, ...mocks]) await close()
  await redis?.end()
  return rows
}

async function measured(
  { child, loads }: Mock,
  work: Work,
  seconds: number,
): Promise<{ perSecond: number; cpu: number }> {
  const cpu = async () => {
    const { user, system } = await child.ask<NodeJS.CpuUsage>('cpu')
    return user + system
  }
  const used = await cpu()
  const { answers, seconds: took } = await loads[work](seconds)
  return { perSecond: answers / took, cpu: ((await cpu()) - used) / answers }
}

interface Login {
  readonly authorizationCode: string
  readonly referrer: 'DEFAULT'
}

async function startMock(name: string, dir: string, dist: string, options: object): Promise<Mock> {
  const child = await startProcess<{ port: number }>(
    [
      inRepository('bench/mock-server.mjs'),
      JSON.stringify({ dir, logLevel: 'error', autoApprove: true, ...options }),
      dist,
    ],
    { ipc: true },
  )
  const target = { port: child.line.port, tls: await clientFiles(dir) }
  const client = createClient({ ...target.tls, baseUrl: `https://127.0.0.1:${target.port}` })
  const [{ authorizationCode, referrer }] = await child.ask<[Login]>('codes', { count: 1 })
  const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
  const { userKey } = await client.login.loginMe({ accessToken })
  const loginMe = {
    method: 'GET',
    path: '/api-partner/v1/apps-in-toss/user/oauth2/login-me',
    headers: { Authorization: `Bearer ${accessToken}` },
  } as const
  await firstAnswer(target, loginMe)
  const keepAlive = createKeepAliveClient(target, connections)
  let orders = 0

  async function pay(seconds: number): Promise<Load> {
    const begin = performance.now()
    const end = begin + seconds * 1000
    let answers = 0
    const payers = Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const orderNo = `order-${orders++}`
        const amounts = client.pay.amounts({ total: 1_000 })
        const order = { userKey, orderNo, productDesc: 'T-shirt', isTestPayment: false }
        const { payToken } = await client.pay.makePayment({ ...order, ...amounts })
        await client.pay.executePayment({ userKey, payToken, isTestPayment: false })
        answers += 2
      }
    })
    await Promise.all(payers)
    return { answers, seconds: (performance.now() - begin) / 1000 }
  }

  return {
    name,
    child,
    loads: { loginMe: (seconds) => keepAlive.load({ requests: [loginMe], repeat: true, seconds }), pay },
    async close() {
      await keepAlive.close()
      await client.close()
      await child.end()
    },
  }
}

/** A Redis of its own with an append-only file; undefined where this machine has none. */
async function startRedis(dir: string): Promise<{ url: string; end(): Promise<void> } | undefined> {
  const folder = join(dir, 'redis')
  mkdirSync(folder, { recursive: true })
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const server = spawn('redis-server', [...where, '--save', '', '--appendonly', 'yes'])
  const failed = once(server, 'error').then(() => undefined)
  const ready = new Promise<true>((resolve) => {
    server.stdout.on('data', (text) => String(text).includes('Ready to accept connections') && resolve(true))
  })
  if ((await Promise.race([failed, ready])) === undefined) return undefined
  process.once('exit', () => server.kill('SIGKILL'))
  return {
    url: `redis://127.0.0.1:${port}`,
    async end() {
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await gone
    },
  }
}
