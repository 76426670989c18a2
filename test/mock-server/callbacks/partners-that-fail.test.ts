import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import type { CallbackEntry } from '../../../mock-server/record/journal-entries.js'
import { startPartnerServer } from '../partner-server.js'
import { startCallbackReceiver } from './callback-receiver.js'

const basicAuth = 'user:geheim-4711'

/** A mock whose unlink callback goes to `url`, and one unlink. */
async function unlinkTo(url: string, { callbackTimeout = 5_000 } = {}) {
  await using partner = await startPartnerServer({ callbackTimeout })
  const { toss, journal } = partner.mock
  await toss.callbacks.setUnlink({ url, basicAuth })
  const { userKey } = await partner.user()
  const { user, delivery } = await toss.unlink(userKey)
  expect(user.link, 'the link ends whatever the partner does').toBeNull()
  const [entry, ...more] = journal.callbacks()
  expect(more).toEqual([])
  expect(entry?.id).toBe(delivery?.journalId)
  const after = await partner.call('login.removeByUserKey', { userKey: (await partner.user()).userKey })
  expect(after.resultType, 'the mock goes on').toBe('SUCCESS')
  return { entry: entry as CallbackEntry, delivery }
}

it('records what was sent and answered, without the Basic value', async () => {
  await using receiver = await startCallbackReceiver(basicAuth)
  receiver.answerWith((response) => response.writeHead(201).end('{"ok":true,"accessToken":"abc"}'))
  const { entry, delivery } = await unlinkTo(receiver.url)
  expect(delivery).toMatchObject({ delivered: true, status: 201 })
  expect(entry).toMatchObject({
    kind: 'callback',
    miniApp: 'my-mini-app',
    callback: 'callbacks.unlink',
    method: 'POST',
    url: receiver.url,
    delivered: true,
    status: 201,
    response: { body: { ok: true, accessToken: '[redacted 3 chars]' } },
  })
  expect(entry.milliseconds).toBeGreaterThan(0)
  expect(entry).not.toHaveProperty('error')
  expect((entry.request.headers as Record<string, string>).authorization).toBe('Basic [redacted 24 chars]')
  expect(JSON.stringify(entry)).not.toContain(Buffer.from(basicAuth).toString('base64'))
})

it.each([500, 404, 401, 302])('takes %i for a refusal, and neither tries again nor follows', async (status) => {
  await using receiver = await startCallbackReceiver()
  receiver.answerWith((response) => response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end('no'))
  const { entry, delivery } = await unlinkTo(receiver.url)
  const error = `the partner answered ${status}; only 2xx counts as taken`
  expect(delivery).toMatchObject({ delivered: false, status, error })
  expect(entry).toMatchObject({ delivered: false, status, error, response: { body: 'no' } })
  expect(receiver.received).toHaveLength(1)
})

it('says that nothing listens', async () => {
  const receiver = await startCallbackReceiver()
  await receiver[Symbol.asyncDispose]()
  const { entry, delivery } = await unlinkTo(receiver.url)
  expect(delivery).toMatchObject({ delivered: false, status: null })
  expect(delivery?.error).toMatch(/^nothing listens on 127\.0\.0\.1:\d+$/)
  expect(entry).toMatchObject({ status: null, response: null, error: delivery?.error })
})

it('says that the host name is unknown', async () => {
  // A label of 64 letters: no name server has to be asked to know that there is no such name.
  const host = `${'a'.repeat(64)}.invalid`
  const { delivery } = await unlinkTo(`http://${host}/toss`)
  expect(delivery?.error).toBe(`the host name ${host} cannot be found`)
})

it('gives up on a partner that never answers', async () => {
  await using receiver = await startCallbackReceiver()
  receiver.answerWith(() => {})
  const { delivery } = await unlinkTo(receiver.url, { callbackTimeout: 50 })
  expect(delivery).toMatchObject({ delivered: false, status: null, error: 'no answer came within 50 ms' })
})

it('says that the connection was closed', async () => {
  await using receiver = await startCallbackReceiver()
  receiver.answerWith((response) => response.destroy())
  const { delivery } = await unlinkTo(receiver.url)
  expect(delivery?.error).toMatch(/closed the connection before it answered$/)
})

it('says that the answer is not HTTP', async () => {
  const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const { delivery } = await unlinkTo(`http://127.0.0.1:${port}/`)
  server.close()
  expect(delivery?.error).toMatch(/is not HTTP/)
})

it('says that a certificate is not trusted', async () => {
  await using partner = await startPartnerServer()
  const { delivery } = await unlinkTo(partner.mock.baseUrl)
  expect(delivery?.error).toMatch(/^the certificate of 127\.0\.0\.1:\d+ is not trusted \(\w+\)/)
})

it('takes the status of a partner whose body never ends, and reads no more than the beginning', async () => {
  await using receiver = await startCallbackReceiver()
  let written = 0
  receiver.answerWith((response) => {
    const more = () => {
      let hasRoom = true
      while (hasRoom && !response.destroyed) {
        hasRoom = response.write('x'.repeat(65_536))
        written += 65_536
      }
    }
    response.writeHead(200)
    response.on('drain', more)
    more()
  })
  const { entry, delivery } = await unlinkTo(receiver.url)
  expect(delivery).toMatchObject({ delivered: true, status: 200 })
  expect(entry.response?.body).toMatch(/^x{2048}… \[cut, 4096 chars\]$/)
  expect(written).toBeLessThan(64 * 1024 * 1024)
})

it('takes the status of a partner that stops in the middle of its answer', async () => {
  await using receiver = await startCallbackReceiver()
  receiver.answerWith((response) => {
    response.writeHead(202, { 'content-length': 10 }).write('ha', () => response.destroy())
  })
  const { delivery } = await unlinkTo(receiver.url)
  expect(delivery).toMatchObject({ delivered: true, status: 202 })
  expect(delivery).not.toHaveProperty('error')
})

it('ends deliveries when the mock is closed, at once and without an entry', async () => {
  await using receiver = await startCallbackReceiver()
  const arrived = new Promise<void>((resolve) => receiver.answerWith(() => resolve()))
  const partner = await startPartnerServer({ callbackTimeout: 60_000 })
  const { toss, journal } = partner.mock
  await toss.callbacks.setUnlink({ url: receiver.url, basicAuth })
  const [first, second] = [await partner.user(), await partner.user()]
  const deliveries = [toss.unlink(first.userKey), toss.unlink(second.userKey)]
  await arrived
  await partner[Symbol.asyncDispose]()
  for (const { delivery } of await Promise.all(deliveries)) {
    expect(delivery).toMatchObject({ delivered: false, error: 'the mock was closed', journalId: null })
  }
  expect(receiver.received).toHaveLength(1)
  expect(journal.callbacks()).toEqual([])
})

it('forgets the deliveries of a mini-app that is reset, and of no other', async () => {
  await using receiver = await startCallbackReceiver()
  await using other = await startCallbackReceiver()
  const arrived = new Promise<void>((resolve) => receiver.answerWith(() => resolve()))
  await using partner = await startPartnerServer({ callbackTimeout: 60_000 })
  const [toss, otherToss] = [partner.mock.toss, partner.mock.tossSide('other-app')]
  await toss.callbacks.setUnlink({ url: receiver.url, basicAuth })
  await otherToss.callbacks.setUnlink({ url: other.url, basicAuth })
  const unlinked = toss.unlink((await toss.logIn()).userKey)
  await arrived
  const answered = new Promise<void>((resolve) =>
    other.answerWith((response) => {
      partner.mock.reset('my-mini-app').then(() => response.writeHead(200).end())
      resolve()
    }),
  )
  const otherUnlinked = otherToss.unlink((await otherToss.logIn()).userKey)
  await answered
  expect((await unlinked).delivery).toMatchObject({ delivered: false, error: 'the mock was reset' })
  expect((await otherUnlinked).delivery).toMatchObject({ delivered: true })
  await toss.callbacks.settled()
})

it('sends the callbacks of one kind one after the other, in the order of the unlinks', async () => {
  await using receiver = await startCallbackReceiver()
  await using partner = await startPartnerServer()
  const { toss } = partner.mock
  const keys: number[] = []
  for (let count = 0; count < 20; count++) keys.push((await partner.user()).userKey)
  let inFlight = 0
  let most = 0
  receiver.answerWith(async (response, { method }) => {
    if (method === 'GET') return response.end()
    most = Math.max(most, ++inFlight)
    // Whatever else was on its way has arrived when this has come and gone.
    for (let fence = 0; fence < 3; fence++) await (await fetch(receiver.url)).text()
    inFlight--
    response.end()
  })
  await toss.callbacks.setUnlink({ url: receiver.url, basicAuth })
  await Promise.all(keys.map((userKey) => toss.unlink(userKey)))
  const bodies = receiver.received.flatMap(({ body }) => (body === null ? [] : [body as { userKey: number }]))
  expect(bodies.map(({ userKey }) => userKey)).toEqual(keys)
  expect(most).toBe(1)
})
