import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Client, createClient } from '../../client/index.js'
import type { ConnectionInfo } from '../../mock-server/index.js'
import { startRedis } from '../mock-server/state/redis-server.js'
import { hasTool } from '../tools.js'
import { preparedFolder, type RunningCommand, run, startJson, startUntil } from './command-line.js'

const password = 'not-to-be-seen-anywhere'
const flags = ['--auto-approve', '--no-rate-limits', '--log-level', 'warn']

async function toss<Result>({ controlUrl }: ConnectionInfo, method: string, ...args: unknown[]): Promise<Result> {
  const response = await fetch(`${controlUrl}/mini-apps/my-mini-app/toss-side`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method, arguments: args }),
  })
  const answer = (await response.json()) as { result: Result }
  if (!response.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`)
  return answer.result
}

const clientOf = ({ cert, key, ca }: Required<ConnectionInfo>, baseUrl: string): Client => {
  const client = createClient({ baseUrl, cert, key, ca, timeout: 20_000 })
  onTestFinished(() => client.close())
  return client
}

/** nginx as examples/shared-world has it, before these mocks. */
async function startBalancer(mocks: readonly RunningCommand[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-nginx-'))
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  const shipped = readFileSync(new URL('../../examples/shared-world/nginx.conf', import.meta.url), 'utf8')
  const [first, second] = mocks.map(({ info }) => new URL(info.baseUrl).host)
  const config = shipped
    .replace(/^# (load_module .*)$/m, 'load_module /usr/lib/nginx/modules/ngx_stream_module.so;')
    .replace('mock-1:8443', first as string)
    .replace('mock-2:8443', second as string)
    .replace('listen 8443', `listen 127.0.0.1:${port}`)
  writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/pid; error_log ${folder}/log; daemon off;\n${config}`)
  const nginx: ChildProcess = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', `${folder}/log`], {
    stdio: 'ignore',
  })
  const gone = once(nginx, 'exit')
  onTestFinished(async () => {
    nginx.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  })
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const [what] = await Promise.race([once(socket, 'connect').then(() => ['there']), once(socket, 'error')])
    socket.destroy()
    if (what === 'there') return `https://127.0.0.1:${port}`
    if (nginx.exitCode !== null) throw new Error(readFileSync(`${folder}/log`, 'utf8'))
  }
}

describe.runIf(hasTool('redis-server') && hasTool('nginx'))('two mocks with one world in Redis', () => {
  test('behind a load balancer they are one, also while one of them is killed', { timeout: 90_000 }, async () => {
    const redis = await startRedis(['--requirepass', password])
    const cwd = await preparedFolder()
    const env = { APPS_IN_TOSS_MOCK_STATE_PASSWORD: password }
    const start = () => startJson({ cwd, env }, ['--state', redis.url, ...flags])
    const mocks = [await start(), await start()] as [RunningCommand, RunningCommand]
    const [a, b] = mocks.map(({ info }) => info) as [Required<ConnectionInfo>, Required<ConnectionInfo>]
    const client = clientOf(a, await startBalancer(mocks))

    const { authorizationCode, referrer } = await toss<{ authorizationCode: string; referrer: 'DEFAULT' }>(a, 'logIn')
    const { accessToken } = await clientOf(b, b.baseUrl).login.generateToken({ authorizationCode, referrer })
    const { userKey } = await clientOf(a, a.baseUrl).login.loginMe({ accessToken })
    await expect(clientOf(a, a.baseUrl).login.generateToken({ authorizationCode, referrer })).rejects.toThrow()
    const jwks = await Promise.all(
      [a, b].map(async ({ controlUrl }) => (await fetch(`${controlUrl}/.well-known/jwks.json`)).text()),
    )
    expect(jwks[0]).toBe(jwks[1])

    const paid: string[] = []
    let ends = false
    const payer = async (name: string) => {
      for (let round = 0; !ends; round++) {
        const order = { userKey, orderNo: `${name}-${round}`, productDesc: 'T-shirt', isTestPayment: false }
        try {
          const { payToken } = await client.pay.makePayment({ ...order, ...client.pay.amounts({ total: 1_000 }) })
          await client.pay.executePayment({ userKey, payToken, isTestPayment: false })
          paid.push(payToken)
        } catch (error) {
          // The connection went with the mock behind it.
          expect(error).toMatchObject({ code: 'ERR_NETWORK' })
        }
      }
    }
    const payers = ['p', 'q', 'r', 's', 't', 'u'].map(payer)
    while (paid.length < 40) await new Promise((resolve) => setTimeout(resolve, 5))
    mocks[1].signal('SIGKILL')
    while (paid.length < 80) await new Promise((resolve) => setTimeout(resolve, 5))
    ends = true
    await Promise.all(payers)
    const again = await start()
    const list = await toss<{ payToken: string; status: string }[]>(again.info, 'payments.list', { limit: 10_000 })
    const complete = new Set(list.filter(({ status }) => status === 'PAY_COMPLETE').map(({ payToken }) => payToken))
    expect(paid.filter((payToken) => !complete.has(payToken))).toEqual([])
    expect((await toss<{ paid: number }>(again.info, 'payments.totals')).paid).toBe(complete.size * 1_000)

    // The clock is one: what A is told, B goes by at once.
    const body = JSON.stringify({ seconds: 7_200 })
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${a.controlUrl}/clock/advance`, { method: 'POST', headers, body })).status).toBe(200)
    await expect(clientOf(a, again.info.baseUrl).login.loginMe({ accessToken })).rejects.toThrow()

    // A reset by one is one for all.
    await fetch(`${again.info.controlUrl}/reset`, { method: 'POST' })
    expect(await toss(a, 'payments.list')).toEqual([])
    for (const { stdout, stderr } of [...mocks, again]) expect(stdout() + stderr()).not.toContain(password)
  })

  test('who cannot share it is told why, and never the password', { timeout: 60_000 }, async () => {
    const redis = await startRedis(['--requirepass', password])
    const cwd = await preparedFolder()
    const env = { APPS_IN_TOSS_MOCK_STATE_PASSWORD: password }
    const { line, command } = await startUntil(
      ['start', '--port', '0', '--control-port', '0', '--state', redis.url.replace('//', `//:${password}@`)],
      { cwd },
      (stdout) => (stdout.includes('Ctrl-C') ? stdout : undefined),
    )
    expect(line).toMatch(/State +redis:\/\/127\.0\.0\.1:\d+/)
    command.signal('SIGTERM')
    await command.ended()
    expect(command.stdout() + command.stderr()).not.toContain(password)

    const refused = async (args: string[], more = env) => {
      const outcome = await run(['start', '--json', '--port', '0', '--control-port', '0', '--state', ...args], {
        cwd,
        env: more,
      })
      expect(outcome.stdout + outcome.stderr).not.toContain(password)
      return outcome
    }
    const seeded = await refused([redis.url, '--seed', 'another'])
    expect(seeded.stderr).toMatch(/--seed is another one than that of the world|seed is another one/)
    expect(seeded.code).toBe(2)
    const wrong = await refused([redis.url.replace('//', `//:${password}x@`)], { APPS_IN_TOSS_MOCK_STATE_PASSWORD: '' })
    expect(wrong.stderr).toMatch(/refuses the user or the password \((WRONGPASS|NOAUTH)\)/)
    await redis.command('SET', '{theirs}:meta', 'x')
    expect((await refused([redis.url, '--state-prefix', 'theirs'])).stderr).toContain(
      'has something else under {theirs}:meta',
    )
    await redis.command('HSET', '{later}:meta', 'id', '1', 'format', '2', 'seed', 's')
    expect((await refused([redis.url, '--state-prefix', 'later'])).stderr).toContain('has a world of format 2')
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    await redis.command('CONFIG', 'SET', 'maxmemory', '100mb')
    expect((await refused([redis.url])).stderr).toContain('drops keys when it is full (maxmemory-policy allkeys-lru)')
    await redis.kill()
    expect((await refused([redis.url])).stderr).toMatch(/cannot be reached \(ECONNREFUSED\)/)
  })
})
