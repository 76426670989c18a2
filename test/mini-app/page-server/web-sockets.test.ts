import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { closeOpened, opened, openPhone, phoneBefore, serve } from './opened.js'

afterEach(closeOpened)

describe('a web socket', () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-protocol': 'vite-hmr' }

  /** Sends the head of a request for a web socket, and what follows, and gives all that comes back. */
  function dial(port: number, headers: Record<string, string>, more = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      const lines = Object.entries({ host: `127.0.0.1:${port}`, ...upgrade, ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      )
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET /hmr?token=1 HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${more}`),
      )
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
        if (text.endsWith('echo: ping')) socket.end()
      })
      socket.once('error', reject)
      socket.once('close', () => resolve(text))
    })
  }

  async function echoing() {
    const seen: IncomingMessage[] = []
    const phone = await phoneBefore((_request, response) =>
      response.writeHead(426, { 'content-type': 'text/plain' }).end('not today'),
    )
    phone.site.server.on('upgrade', (request, socket) => {
      seen.push(request)
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: aBc=\r\n\r\n',
      )
      socket.on('data', (chunk) => socket.write(`echo: ${chunk}`))
      socket.on('end', () => socket.end())
    })
    return { ...phone, seen }
  }

  test('goes through both ways, with the answer as the server wrote it', async () => {
    const { port, site, seen } = await echoing()
    const text = await dial(port, { origin: `http://127.0.0.1:${port}` }, 'ping')
    expect(text).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/)
    expect(text).toContain('Sec-WebSocket-Accept: aBc=\r\n')
    expect(text.endsWith('\r\n\r\necho: ping')).toBe(true)
    expect(seen[0]?.url).toBe('/hmr?token=1')
    expect(seen[0]?.headers).toMatchObject({
      host: site.url.host,
      origin: site.url.origin,
      'sec-websocket-protocol': 'vite-hmr',
    })
  })

  test('that the server does not want is answered as the server does', async () => {
    const { port } = await phoneBefore((_request, response) =>
      response.writeHead(426, { 'content-type': 'text/plain' }).end('not today'),
    )
    const text = await dial(port, {})
    expect(text).toMatch(/^HTTP\/1\.1 426 /)
    expect(text).toMatch(/not today$/)
  })

  test('is refused to a page of another origin, and by another name', async () => {
    const { port, seen } = await echoing()
    expect(await dial(port, { origin: 'https://evil.example' })).toMatch(/^HTTP\/1\.1 403 /)
    expect(await dial(port, { origin: 'http://localhost:3000' })).toMatch(/^HTTP\/1\.1 403 /)
    expect(await dial(port, { host: `evil.example:${port}`, origin: `http://evil.example:${port}` })).toMatch(
      /^HTTP\/1\.1 403 /,
    )
    expect(seen).toEqual([])
  })

  test('to a server that is not there is refused with the reason', async () => {
    const site = await serve(() => {})
    await site.close()
    const phone = await openPhone({ url: site.url })
    opened.push(phone)
    expect(await dial(phone.port, {})).toMatch(/^HTTP\/1\.1 502 .*cannot be reached/s)
  })

  test('does not keep a phone that is closed', async () => {
    const { port, close, seen } = await echoing()
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n`),
    )
    const ended = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('data', resolve))
    expect(seen).toHaveLength(1)
    await close()
    await ended
  })
})
