import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createClient, type TransportError } from '../../client/index.js'
import { rejection, startMtlsServer, success, tlsVersions, tokens } from './mtls-server.js'

/** Stands between client and server, and can put bytes of its own among those that go to the server. */
async function inBetween(port: number) {
  const outward: Socket[] = []
  const server = createServer((inner) => {
    const outer = connect(port, '127.0.0.1')
    outward.push(outer)
    inner.pipe(outer).pipe(inner)
    for (const socket of [inner, outer]) socket.on('error', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    inject: (bytes: Buffer) => outward.at(-1)?.write(bytes),
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of outward) socket.destroy()
    },
  }
}

/** A record that nobody has the keys of: the server answers it with the alert bad_record_mac. */
const spoilt = Buffer.concat([Buffer.from([0x17, 0x03, 0x03, 0, 64]), Buffer.alloc(64, 1)])

const code = { authorizationCode: 'code', referrer: 'DEFAULT' } as const

test.each(
  tlsVersions.flatMap((version) => [
    { version, before: 1 },
    { version, before: 0 },
  ]),
)(
  '$version: an alert that comes when the request was taken does not say that it was not sent, $before calls before it',
  async ({ version, before }) => {
    let arrived = () => {}
    const taken = new Promise<void>((resolve) => {
      arrived = resolve
    })
    await using api = await startMtlsServer(() => (api.requests.length > before ? arrived() : success(tokens)), {
      version,
    })
    await using proxy = await inBetween(Number(new URL(api.url).port))
    await using client = createClient({ ...api.options, baseUrl: `https://127.0.0.1:${proxy.port}` })
    if (before === 1) await client.login.generateToken(code)
    const failing = rejection<TransportError>(client.login.generateToken(code))
    await taken
    proxy.inject(spoilt)
    const error = await failing
    expect(error).toMatchObject({ code: 'ERR_NETWORK', requestSent: 'maybe', outcome: 'unknown' })
    expect(error.problem).toBe('connection-reset')
    expect(error.cause).toMatchObject({ code: expect.stringContaining('ALERT_BAD_RECORD_MAC') })
    expect(api.requests).toHaveLength(before + 1)
  },
)
