import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { ask, closeOpened, opened, openPhone, phoneBefore, serve, tag } from './opened.js'

afterEach(closeOpened)

const html = 'text/html; charset=utf-8'
const navigation = { 'sec-fetch-dest': 'document', 'accept-encoding': 'gzip, br' }

describe('a document', () => {
  test('comes with the page script first in its head, and with the length that it then has', async () => {
    const { port } = await phoneBefore((_request, response) => {
      const text = '<!doctype html><html><head><title>미니앱</title></head></html>'
      response
        .writeHead(200, { 'content-type': html, 'content-length': Buffer.byteLength(text), etag: '"1"' })
        .end(text)
    })
    const { text, headers } = await ask(port, '/', { headers: navigation })
    expect(text).toBe(`<!doctype html><html><head>${tag}<title>미니앱</title></head></html>`)
    expect([headers['content-length'], headers.etag]).toEqual([undefined, '"1"'])
    const head = await ask(port, '/', { method: 'HEAD', headers: navigation })
    expect([head.status, head.headers['content-length']]).toEqual([200, undefined])
  })

  test('is asked for uncompressed, and read where it is compressed all the same', async () => {
    const asked: unknown[] = []
    const { port } = await phoneBefore((request, response) => {
      asked.push(request.headers['accept-encoding'])
      response.writeHead(200, { 'content-type': html, 'content-encoding': 'gzip' }).end(gzipSync('<head></head>'))
    })
    const { text, headers } = await ask(port, '/', { headers: navigation })
    expect([text, headers['content-encoding'], asked]).toEqual([`<head>${tag}</head>`, undefined, ['identity']])
  })

  test('in an encoding that nobody reads goes through as it is, and the log says so', async () => {
    const { port, warnings } = await phoneBefore((_request, response) =>
      response.writeHead(200, { 'content-type': html, 'content-encoding': 'zstd' }).end('?'),
    )
    expect((await ask(port, '/', { headers: navigation })).text).toBe('?')
    expect(warnings).toEqual([expect.stringContaining('zstd')])
  })

  test('keeps the bytes of any encoding that has ASCII in it', async () => {
    const bytes = Buffer.from([0xb9, 0xcc, 0xb4, 0xcf, 0xbe, 0xdb])
    const { port } = await phoneBefore((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=euc-kr' })
        .end(Buffer.concat([Buffer.from('<head><title>'), bytes, Buffer.from('</title></head>')])),
    )
    const { text } = await ask(port, '/')
    expect(text).toBe(`<head>${tag}<title>${bytes.toString()}</title></head>`)
  })

  test('that comes in pieces is sent on as it comes, as soon as its head is there', async () => {
    let finish = () => {}
    const { port } = await phoneBefore((_request, response) => {
      response.writeHead(200, { 'content-type': html }).write('<html><he')
      response.write('ad></head><body>first')
      finish = () => response.end(' last</body></html>')
    })
    const answer = await fetch(`http://127.0.0.1:${port}/`)
    const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('first')) text += (await reader.read()).value
    finish()
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
    expect(text).toBe(`<html><head>${tag}</head><body>first last</body></html>`)
  })

  test.each([
    [
      'a piece of a page that a script fetches',
      { 'content-type': html },
      { 'sec-fetch-dest': 'empty' },
      '<li>head</li>',
    ],
    ['a picture that is called HTML', { 'content-type': html }, { 'sec-fetch-dest': 'image' }, '<head></head>'],
    ['a script', { 'content-type': 'text/javascript' }, navigation, '<head></head>'],
  ])('is not %s: that stays as it is', async (_what, headers, asking, text) => {
    const { port } = await phoneBefore((_request, response) => response.writeHead(200, headers).end(text))
    expect((await ask(port, '/', { headers: asking })).text).toBe(text)
  })

  test('is also what a service worker fetches for a page', async () => {
    const { port } = await phoneBefore((_request, response) =>
      response.writeHead(200, { 'content-type': html }).end('<!doctype html><head></head>'),
    )
    expect((await ask(port, '/', { headers: { 'sec-fetch-dest': 'empty' } })).text).toContain(tag)
  })

  test('has policies that let the page script through: those of its headers, and those of its meta tags', async () => {
    const { port } = await phoneBefore((_request, response) => {
      response.setHeader('content-security-policy', ["default-src 'none'", "script-src 'strict-dynamic' 'nonce-abc'"])
      response.setHeader('content-security-policy-report-only', "connect-src 'none'")
      const text = `<head><meta http-equiv="content-security-policy" content="connect-src https://api.example"></head>`
      response.writeHead(200, { 'content-type': html }).end(text)
    })
    const source = `http://127.0.0.1:${port}/__apps-in-toss-mock/`
    const socket = source.replace('http', 'ws')
    const { headers, text } = await ask(port, '/', { headers: { ...navigation, host: `127.0.0.1:${port}` } })
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src-elem ${source}; connect-src ${source} ${socket}, script-src 'strict-dynamic' 'nonce-abc'`,
    )
    expect(headers['content-security-policy-report-only']).toBe(`connect-src ${source} ${socket}`)
    expect(text).toContain('<script nonce="abc" src="/__apps-in-toss-mock/phone.js"></script>')
    expect(text).toContain(`content="connect-src https://api.example ${source} ${socket}"`)
    const byAddress = await ask(port, '/', { headers: { ...navigation, host: `[::1]:${port}` } })
    // No policy can name this address.
    expect(byAddress.headers['content-security-policy-report-only']).toBe("connect-src 'self'")
  })
})

test('the server sees itself called by its own name, and no header of the connection to the phone', async () => {
  let seen: IncomingMessage['headers'] = {}
  const { port, site } = await phoneBefore((request, response) => {
    seen = request.headers
    response.end()
  })
  const own = `http://127.0.0.1:${port}`
  await ask(port, '/', {
    headers: {
      ...{ origin: own, referer: `${own}/orders?id=1`, cookie: 'a=1', 'x-mine': 'yes' },
      ...{ connection: 'close, x-mine-alone', 'x-mine-alone': 'no', 'proxy-authorization': 'Basic x', te: 'trailers' },
    },
  })
  expect(seen).toMatchObject({
    ...{ host: site.url.host, origin: site.url.origin, referer: `${site.url.origin}/orders?id=1` },
    ...{ cookie: 'a=1', 'x-mine': 'yes' },
  })
  for (const name of ['x-mine-alone', 'proxy-authorization', 'te']) expect(seen).not.toHaveProperty(name)
  await ask(port, '/', { headers: { origin: 'https://evil.example', referer: `${own}.evil.example/` } })
  expect([seen.origin, seen.referer]).toEqual(['https://evil.example', `${own}.evil.example/`])
})

test('addresses and cookies of the server become those of the phone', async () => {
  const { port } = await phoneBefore((request, response) => {
    const theirs = `http://${request.headers.host}`
    const location = request.url === '/out' ? `${theirs}.evil.example/` : `${theirs}/login?next=/`
    response.writeHead(302, {
      location,
      'set-cookie': ['sid=1; Domain=127.0.0.1; Path=/; HttpOnly', 'other=2; Domain=example.com'],
      connection: 'x-hop',
      'x-hop': '1',
    })
    response.end()
  })
  const { headers } = await ask(port, '/', { headers: { host: `localhost:${port}` } })
  expect(headers.location).toBe(`http://localhost:${port}/login?next=/`)
  expect(headers['set-cookie']).toEqual(['sid=1; Path=/; HttpOnly', 'other=2; Domain=example.com'])
  expect(headers['x-hop']).toBeUndefined()
  expect((await ask(port, '/out')).headers.location).toMatch(/evil\.example\/$/)
})

test('what is sent arrives, and what is answered comes back', async () => {
  const { port } = await phoneBefore((request, response) => {
    response.writeHead(418, 'Teapot', { 'content-type': 'application/octet-stream', 'x-method': request.method })
    request.pipe(response)
  })
  const { status, text, headers } = await ask(port, '/a%2Fb?c=%20', { method: 'PATCH', body: 'x'.repeat(300_000) })
  expect([status, text.length, headers['x-method']]).toEqual([418, 300_000, 'PATCH'])
})

test('a server that is not there is told to the person and in the log, without the query', async () => {
  const site = await serve(() => {})
  await site.close()
  const phone = await openPhone({ url: site.url })
  opened.push(phone)
  const { status, text } = await ask(phone.port, '/?token=abc', { method: 'POST', body: 'x' })
  expect([status, text]).toEqual([502, expect.stringContaining(`${site.url.origin} cannot be reached`)])
  expect(phone.warnings.join()).toContain(site.url.origin)
  expect(phone.warnings.join()).not.toContain('abc')
})

test('a browser that gives a request up is no fault of the server, and is not told as one', async () => {
  const gone: Promise<unknown>[] = []
  const { port, warnings } = await phoneBefore((request) => {
    gone.push(new Promise((resolve) => request.once('close', resolve)))
  })
  const sent = httpRequest({ port, host: '127.0.0.1', path: '/slow' }).on('error', () => {})
  sent.end()
  await expect.poll(() => gone.length).toBe(1)
  sent.destroy()
  await gone[0]
  await new Promise((resolve) => setImmediate(resolve))
  expect(warnings).toEqual([])
})

test('an answer that breaks off breaks off, and the phone lives on', async () => {
  const { port } = await phoneBefore((request, response) => {
    if (request.url === '/whole') return response.end('whole')
    response.writeHead(200, { 'content-type': html, 'content-length': 100 }).write('<head></head>')
    setImmediate(() => response.destroy())
  })
  await expect(ask(port, '/')).rejects.toThrow()
  expect((await ask(port, '/whole')).text).toBe('whole')
})

test('a caller who goes away ends the call of the server, too', async () => {
  let gone = () => {}
  const closed = new Promise<void>((resolve) => {
    gone = resolve
  })
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const { port } = await phoneBefore((request) => {
    request.once('close', gone)
    arrive()
  })
  const aborting = new AbortController()
  const answer = fetch(`http://127.0.0.1:${port}/events`, { signal: aborting.signal })
  await arrived
  aborting.abort()
  await expect(answer).rejects.toThrow()
  await closed
})

describe('refused, before the server hears of it', () => {
  test.each([
    ['a name that was led here', '/', { host: 'evil.example' }],
    ['a name that only begins like ours', '/', { host: 'localhost.evil.example:80' }],
    ['two names', '/', { host: 'localhost, evil.example' }],
    ['a URL, as for a proxy', 'http://evil.example/', { host: 'localhost' }],
  ])('%s', async (_what, path, headers) => {
    let asked = 0
    const { port, warnings } = await phoneBefore((_request, response) => {
      asked++
      response.end()
    })
    expect((await ask(port, path, { headers })).status).toBe(403)
    expect([asked, warnings.length]).toEqual([0, 1])
  })

  test('and a name that an option allows is served', async () => {
    const { port } = await phoneBefore((_request, response) => void response.end('hello'), {
      allowedHosts: ['my.test'],
    })
    expect((await ask(port, '/', { headers: { host: `my.test:${port}` } })).text).toBe('hello')
  })

  test('CONNECT, and OPTIONS of the whole server', async () => {
    const { port } = await phoneBefore((_request, response) => void response.end('hello'))
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        socket.on('data', (chunk) => {
          answer += chunk
          socket.end()
        })
        socket.on('error', () => {})
        socket.once('close', () => resolve(answer))
      })
    expect(await raw('CONNECT evil.example:443 HTTP/1.1\r\nhost: localhost\r\n\r\n')).toBe('')
    expect(await raw('OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n')).toMatch(/^HTTP\/1\.1 403/)
  })
})
