import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../../mock-server/index.js'
import { openStore, statePath } from '../world/engines.js'

let open: MockServer | undefined
afterEach(() => open?.close())

/** Starts a mock on the file, after the one before has ended. */
async function start(stateFile: string, options: MockServerOptions = {}): Promise<MockServer> {
  await open?.close()
  open = await startMockServer({ stateFile, ...options })
  return open
}

const jwksOf = async ({ controlUrl }: MockServer) => (await fetch(`${controlUrl}/.well-known/jwks.json`)).json()
const worldsOf = async (mock: MockServer) => (await mock.exportWorld()).snapshot?.miniApps

test('what the mock gave out is valid after a restart: tokens, the key they are signed with, personal fields', async () => {
  const path = statePath()
  const first = await start(path, { seed: 'mine', aad: 'AAD' })
  const { authorizationCode, referrer, userKey } = await first.toss.logIn()
  const client = createClient({ ...first.clientTls, baseUrl: first.baseUrl })
  const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
  await client.close()
  const before = { jwks: await jwksOf(first), decryption: first.decryption }

  const second = await start(path)
  expect({ jwks: await jwksOf(second), decryption: second.decryption }).toEqual(before)
  const { clientTls, baseUrl, decryption } = second
  const again = createClient({ ...clientTls, baseUrl, decryption })
  expect(await again.login.loginMe({ accessToken })).toMatchObject({ userKey, name: expect.stringMatching(/[가-힣]/) })
  await expect(again.login.generateToken({ authorizationCode, referrer })).rejects.toThrow()
  await again.close()
})

test('the key in the file signs, whatever key the certificates come with', async () => {
  const path = statePath()
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const store = await openStore(path, { seed: 'mine', now: () => 0 })
  const tokenSigningKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const decryptionKey = randomBytes(32).toString('base64')
  store.keep('identity', { seed: 'mine', aad: 'AAD', decryptionKey, tokenSigningKey })
  await store.close()
  const { n } = publicKey.export({ format: 'jwk' })
  expect(await jwksOf(await start(path))).toMatchObject({ keys: [{ n }] })
})

test('what is said at the restart counts before what the file remembers', async () => {
  const path = statePath()
  const first = await start(path, { seed: 'one' })
  const draw = async ({ tossSide }: MockServer, name: string) => (await tossSide(name).logIn()).authorizationCode
  await draw(first, 'old')
  await start(path, { seed: 'two', aad: 'NEW' })
  expect(open?.decryption.aad).toBe('NEW')
  expect(open?.decryption.key).toBe(first.decryption.key)
  const drawn = await draw(open as MockServer, 'new')
  await start(statePath(), { seed: 'two' })
  expect(await draw(open as MockServer, 'new')).toBe(drawn)
})

test('every mini-app’s world goes on where it was, settings and draws included', async () => {
  const path = statePath()
  const first = await start(path)
  await first.toss.settings.change({ terms: ['only'] })
  await first.toss.callbacks.setSubscription({ url: 'http://127.0.0.1:9/', verify: false })
  await first.tossSide('cafe').orders.purchase()
  const before = await worldsOf(first)
  await start(path)
  expect(await worldsOf(open as MockServer)).toEqual(before)
  const memory = await startMockServer({ world: await (open as MockServer).exportWorld() })
  const next = (mock: MockServer) => mock.tossSide('cafe').logIn()
  expect((await next(open as MockServer)).authorizationCode).toBe((await next(memory)).authorizationCode)
  await memory.close()
})

test('the clock goes on: ahead of real time as before, or at the instant at which it was frozen', async () => {
  const path = statePath()
  const first = await start(path)
  first.clock.advance(86_400_000)
  await start(path)
  expect(open?.clock.state).toMatchObject({ aheadBy: 86_400_000, frozen: false })
  open?.clock.freeze()
  open?.clock.advance(1_000)
  const frozenAt = open?.clock.now()
  await start(path)
  expect(open?.clock.state).toMatchObject({ now: frozenAt, frozen: true })
  open?.clock.resume()
  const { now } = (open as MockServer).clock.state
  await start(path)
  expect(open?.clock.state.frozen).toBe(false)
  expect(open?.clock.now()).toBeGreaterThanOrEqual(now)
})

const world = {
  clock: { instant: '2030-01-01T00:00:00Z' },
  miniApps: { shop: { users: [{ id: 'minji', userKey: 443731104 }] } },
}
const userKeys = async (mock: MockServer) => (await mock.tossSide('shop').users.list()).map(({ userKey }) => userKey)

test('a seed is acted out when the file is new, and at each reset; not at a restart', async () => {
  const path = statePath()
  const options = { world: world as never }
  const first = await start(path, options)
  expect(await userKeys(first)).toEqual([443731104])
  const { userKey } = await first.tossSide('shop').users.create()
  first.clock.advance(1_000_000_000)
  const second = await start(path, options)
  expect(await userKeys(second)).toEqual([443731104, userKey])
  expect(second.clock.now()).toBeGreaterThan(Date.parse('2030-01-12'))
  await second.reset()
  expect(await userKeys(second)).toEqual([443731104])
  const third = await start(path, options)
  expect(await userKeys(third)).toEqual([443731104])
  expect(new Date(third.clock.now()).toISOString()).toMatch(/^2030-01-01T00:00/)
})

test('a start that is refused leaves a new file new, and lets go of it', async () => {
  const path = statePath()
  const impossible = { miniApps: { shop: { orders: [{ user: 'nobody' }] } } } as never
  await expect(startMockServer({ stateFile: path, world: impossible })).rejects.toMatchObject({ code: 'ERR_SEED_FILE' })
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as { port: number }
  const refused = startMockServer({ stateFile: path, port, host: '127.0.0.1' })
  await expect(refused).rejects.toMatchObject({ code: 'ERR_PORT_TAKEN' })
  await new Promise((resolve) => taken.close(resolve))
  expect(await worldsOf(await start(path))).toEqual({})
})

test('a reset empties the file as well', async () => {
  const path = statePath()
  const first = await start(path)
  await first.toss.logIn()
  first.clock.advance(5_000)
  await first.reset()
  await start(path)
  expect(await worldsOf(open as MockServer)).toEqual({})
  expect(open?.clock.state.aheadBy).toBe(0)
})

test('the option names the rule that a path breaks', async () => {
  await expect(startMockServer({ stateFile: '' })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: 'stateFile must be a path, not ""',
  })
})

test.each([{ aheadBy: 8_640_000_000_000_000 }, { frozenAt: Number.MAX_SAFE_INTEGER }, { frozenAt: -1 }])(
  'a clock that was kept where none can stand is at real time after one start: %j',
  async (note) => {
    const path = statePath()
    const first = await start(path)
    const { userKey } = await first.toss.logIn()
    await first.close()
    const kept = await openStore(path, { seed: 'mine', now: () => 0 })
    kept.keep('clock', note)
    await kept.close()
    for (let starts = 0; starts < 2; starts += 1) {
      await start(path)
      expect(open?.clock.state).toMatchObject({ aheadBy: 0, frozen: false })
      expect((await open?.toss.users.list())?.map((user) => user.userKey)).toEqual([userKey])
    }
  },
)
