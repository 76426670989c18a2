import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import { type IssuedCertificate, type MockServer, startMockServer } from '../../../mock-server/index.js'
import { completeFolder, emptyFolder } from '../../ca/folder.js'
import { meet } from './connection.js'

/** A partner server's own files, and its client that reads them. */
async function partner(mock: MockServer, options: { reloadInterval: number }) {
  const dir = await emptyFolder()
  const files = { cert: join(dir, 'client.crt'), key: join(dir, 'client.key') }
  const { files: first } = (await mock.toss.certificates.list())[0] ?? {}
  place(first as Pair, files)
  let switched: () => void
  const hasSwitched = new Promise<void>((resolve) => {
    switched = resolve
  })
  const client = createClient({
    ...files,
    ca: mock.clientTls.ca,
    baseUrl: mock.baseUrl,
    onCertificateChange: (change) => change.switched && switched(),
    ...options,
  })
  return { client, files, hasSwitched }
}

interface Pair {
  readonly cert: string
  readonly key: string
}

/** As an operator does it: one file after the other, so that for a moment they do not fit together. */
function place(from: Pair, to: Pair): void {
  copyFileSync(from.cert, to.cert)
  copyFileSync(from.key, to.key)
}

/** Callers who never stop, until they are told to. */
function traffic(callers: number, call: (caller: number) => Promise<void>) {
  const failures: unknown[] = []
  let done = 0
  let stopped = false
  const waiting: { readonly for: number; resolve(): void }[] = []
  const running = Array.from({ length: callers }, async (_, caller) => {
    while (!stopped) {
      await call(caller).catch((error: unknown) => failures.push(error))
      done++
      for (const each of waiting) if (done >= each.for) each.resolve()
    }
  })
  return {
    failures,
    /** Resolves when so many more calls are over. */
    more: (calls: number) => new Promise<void>((resolve) => waiting.push({ for: done + calls, resolve })),
    async stop() {
      stopped = true
      await Promise.all(running)
    },
  }
}

test('two certificates overlap, requests run all the time, the old one is revoked, and not one request is lost', async () => {
  await using mock = await startMockServer({ controlPort: false, dir: await completeFolder() })
  const { certificates } = mock.toss
  const { client, files, hasSwitched } = await partner(mock, { reloadInterval: 5 })
  // A login of its own each time: a code that was used for a request that got lost would not work again.
  const load = traffic(8, () => logInAndRead(mock, client))
  await load.more(40)

  const [old] = await certificates.list()
  const successor = await certificates.renew(old?.serialNumber as string)
  place(successor.files as Pair, files)
  await hasSwitched
  // An operator waits until nobody uses the old one any more.
  while ((await stateOf(mock, old?.serialNumber as string))?.openConnections !== 0) await load.more(1)
  await certificates.revoke(old?.serialNumber as string)
  await load.more(40)
  await load.stop()

  expect(load.failures).toEqual([])
  expect(await stateOf(mock, old?.serialNumber as string)).toMatchObject({ state: 'revoked', openConnections: 0 })
  expect(await stateOf(mock, successor.serialNumber)).toMatchObject({ state: 'active' })
  expect(mock.journal.refusals()).toEqual([])
  expect(await meet(mock, mock.clientTls)).toMatchObject({ status: undefined })
  await client.close()
})

test('when the old one is revoked at the very moment the files are replaced, no request that only reads is lost', async () => {
  await using mock = await startMockServer({ controlPort: false, dir: await completeFolder() })
  const { certificates } = mock.toss
  const { client, files } = await partner(mock, { reloadInterval: 0 })
  const { accessToken } = await client.login.generateToken(await mock.toss.logIn())
  const load = traffic(8, async () => void (await client.login.loginMe({ accessToken })))
  await load.more(40)
  let [current] = await certificates.list()
  for (let round = 0; round < 3; round++) {
    const successor: IssuedCertificate = await certificates.renew(current?.serialNumber as string)
    place(successor.files as Pair, files)
    await certificates.revoke(current?.serialNumber as string)
    await load.more(40)
    current = await stateOf(mock, successor.serialNumber)
  }
  await load.stop()
  expect(load.failures).toEqual([])
  expect((await certificates.list()).map(({ state }) => state)).toEqual(['revoked', 'revoked', 'revoked', 'active'])
  await client.close()
})

async function logInAndRead(mock: MockServer, client: Client): Promise<void> {
  const { authorizationCode, referrer } = await mock.toss.logIn()
  const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
  await client.login.loginMe({ accessToken })
}

async function stateOf(mock: MockServer, serialNumber: string) {
  return (await mock.toss.certificates.list()).find((each) => each.serialNumber === serialNumber)
}
