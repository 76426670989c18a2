import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createClient } from '../client/index.js'
import { inRepository, type ReadyProcess, startProcess } from './child-process.js'
import { createKeepAliveClient, firstAnswer, type KeepAliveClient, type Load } from './load.js'
import { processFigures } from './process-figures.js'
import { clientFiles } from './servers.js'

/** What is asked of a mock, and its name in a row. */
export const works = { loginMe: 'login-me', pay: 'make-payment and execute-payment' } as const
export type Work = keyof typeof works

/** A mock with its world in some place. */
export interface StateMock {
  readonly name: string
  readonly child: ReadyProcess<{ port: number }>
  /** Lets so many callers ask it for so many seconds. */
  load(work: Work, callers: number, seconds: number): Promise<Load>
  /** Microseconds of CPU so far. */
  cpu(): Promise<number>
  close(): Promise<void>
}

/** What a mock is started as. */
export interface StateMockOptions {
  readonly name: string
  readonly dir: string
  /** The `dist` of another build. */
  readonly dist?: string | undefined
  readonly appName?: string
  /** Where its world is. */
  readonly place?: { readonly stateFile?: string; readonly stateSync?: boolean; readonly statePrefix?: string }
}

interface Login {
  readonly authorizationCode: string
  readonly referrer: 'DEFAULT'
}

let started = 0

/** Starts it in a process of its own, and logs a user in. */
export async function startStateMock(options: StateMockOptions): Promise<StateMock> {
  const { name, dir, dist = inRepository('dist'), appName = 'my-mini-app', place } = options
  const given = JSON.stringify({ dir, appName, logLevel: 'error', autoApprove: true, ...place })
  const child = await startProcess<{ port: number }>([inRepository('bench/mock-server.mjs'), given, dist], {
    ipc: true,
  })
  const target = { port: child.line.port, tls: await clientFiles(dir, appName) }
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
  const keptAlive = new Map<number, KeepAliveClient>()
  const ordersOf = ++started
  let orders = 0

  function ofCallers(callers: number): KeepAliveClient {
    const known = keptAlive.get(callers) ?? createKeepAliveClient(target, callers)
    keptAlive.set(callers, known)
    return known
  }

  async function pay(callers: number, seconds: number): Promise<Load> {
    const begin = performance.now()
    const end = begin + seconds * 1000
    let answers = 0
    const payers = Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        const orderNo = `order-${ordersOf}-${orders++}`
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
    load: (work, callers, seconds) =>
      work === 'pay' ? pay(callers, seconds) : ofCallers(callers).load({ requests: [loginMe], repeat: true, seconds }),
    async cpu() {
      const { user, system } = await child.ask<NodeJS.CpuUsage>('cpu')
      return user + system
    },
    async close() {
      for (const each of keptAlive.values()) await each.close()
      await client.close()
      await child.end()
    },
  }
}

/** A Redis of the benchmark's own. */
export interface BenchRedis {
  readonly url: string
  /** Microseconds of CPU so far. */
  cpu(): number
  end(): Promise<void>
}

/** Starts one with an append-only file; undefined where this machine has none. */
export async function startRedis(dir: string): Promise<BenchRedis | undefined> {
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
    cpu: () => processFigures(server.pid as number).cpu * 1_000,
    async end() {
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await gone
    },
  }
}
