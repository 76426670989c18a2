import { once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createMemoryCertificates } from '../../ca/memory-certificates.js'
import { send } from '../../verify/connection.js'
import { openNotebook } from '../../verify/notebook.js'
import { type TlsProbe, tryHandshake } from '../../verify/safe-set/tls.js'
import { startMtlsServer } from '../client/mtls-server.js'

const get = (url: string) => ({ method: 'GET', url })

test('an answer that drips is given up when the time for the exchange is over', async () => {
  await using api = await startMtlsServer((_, response) => {
    const drip = setInterval(() => response.write(' '), 20)
    response.once('close', () => clearInterval(drip))
  })
  const { cert, key, ca } = api.options as { cert: string; key: string; ca: string }
  const reply = await send(get(api.url), { identity: { cert, key }, ca, timeout: 3_000 })
  expect(reply).toMatchObject({ code: 'TIMEOUT', answerBegun: true })
  expect((reply as { error: Error }).error.message).toBe('the answer was not complete within 3000 ms')
})

test('an answer without an end is given up after 2 MiB', async () => {
  let closed: Promise<unknown> | undefined
  await using api = await startMtlsServer((_, response) => {
    closed = once(response, 'close')
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
      response.once('drain', more)
    }
    more()
  })
  const { cert, key, ca } = api.options as { cert: string; key: string; ca: string }
  const reply = await send(get(api.url), { identity: { cert, key }, ca, timeout: 60_000 })
  expect(reply).toMatchObject({ code: 'TOO_LONG', answerBegun: true })
  await closed
})

/** A server that answers whatever a TLS client says first with one alert. */
async function startAlerting(alert: number): Promise<{ url: string } & AsyncDisposable> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert])))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function handshake(
  probe: Pick<TlsProbe, 'certificate' | 'expected' | 'url'> & { version?: TlsProbe['version'] },
) {
  const { client, authority } = await createMemoryCertificates()
  const notebook = openNotebook()
  const whole: TlsProbe = { id: 'tls/probe', sends: '', harmless: '', version: 'TLSv1.3', ...probe }
  await tryHandshake(whole, { own: client, ca: authority.cert, timeout: 5_000 }, notebook)
  return notebook.entry('tls/probe')
}

describe('a refused handshake', () => {
  test.each([
    [116, 116, true],
    [40, 116, false],
    [42, 116, false],
    [40, 40, true],
    [116, 40, false],
  ] as const)('with alert %i, where the contract says %i: as it says: %s', async (alert, expected, isAsSaid) => {
    await using server = await startAlerting(alert)
    const entry = await handshake({ certificate: 'none', expected, url: server.url })
    expect(entry?.seen).toEqual([`refused with alert ${alert}`])
    const found = {
      field: 'handshake',
      rule: 'alert',
      expected: `alert ${expected}`,
      got: `refused with alert ${alert}`,
    }
    expect(entry?.differences).toEqual(isAsSaid ? [] : [expect.objectContaining(found)])
  })

  test('without an alert is not the alert that the contract says', async () => {
    await using server = await startClosing()
    const entry = await handshake({ certificate: 'none', expected: 116, url: server.url })
    expect(entry?.differences).toMatchObject([{ rule: 'alert', expected: 'alert 116' }])
    expect(entry?.seen[0]).toMatch(/^refused: the connection was closed \(/)
  })

  test('with any alert, or none, is a refusal', async () => {
    await using server = await startAlerting(46)
    expect((await handshake({ certificate: 'foreign', expected: 'refused', url: server.url }))?.differences).toEqual([])
    await using closing = await startClosing()
    expect((await handshake({ certificate: 'foreign', expected: 'refused', url: closing.url }))?.differences).toEqual(
      [],
    )
  })

  test('of the own certificate is a finding', async () => {
    await using server = await startAlerting(70)
    const entry = await handshake({ certificate: 'own', expected: 'answer', url: server.url })
    expect(entry?.differences).toMatchObject([
      { field: 'handshake', rule: 'accepted', expected: 'an HTTP reply', got: 'refused with alert 70' },
    ])
  })
})

test('where nothing listens no handshake is judged', async () => {
  const server = await startClosing()
  await server[Symbol.asyncDispose]()
  const entry = await handshake({ certificate: 'none', expected: 116, url: server.url })
  expect(entry).toEqual({ seen: [], differences: [], obstacle: 'no connection came about (ECONNREFUSED)' })
})

test.each(['none', 'foreign'] as const)(
  'an answer that begins and never ends accepts the certificate %s',
  async (certificate) => {
    await using api = await startMtlsServer((_, response) => void response.write(' '), { rejectUnauthorized: false })
    const notebook = openNotebook()
    const { cert, key, ca } = api.options as { cert: string; key: string; ca: string }
    const probe: TlsProbe = {
      id: 'tls/probe',
      sends: '',
      harmless: '',
      version: 'TLSv1.3',
      certificate,
      url: api.url,
      expected: 'refused',
    }
    await tryHandshake(probe, { own: { cert, key }, ca, timeout: 5_000 }, notebook)
    expect(notebook.entry('tls/probe')?.differences).toMatchObject([{ rule: 'refused', expected: 'no HTTP reply' }])
  },
)

async function startClosing(): Promise<{ url: string } & AsyncDisposable> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
