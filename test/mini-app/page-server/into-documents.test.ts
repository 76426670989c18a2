import type { RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, expect, test } from 'vitest'
import { injectIntoDocuments } from '../../../mini-app/page-server/into-documents.js'
import { ask, closeOpened, opened, serve, tag } from './opened.js'

afterEach(closeOpened)

async function answerOf(listener: RequestListener, options?: Parameters<typeof ask>[2]) {
  const site = await serve((request, response) => {
    injectIntoDocuments(request, response, (html) => html.replace('<head>', `<head>${tag}`))
    listener(request, response)
  })
  opened.push(site)
  return ask(Number(site.url.port), '/', options)
}

const html = { 'content-type': 'text/html' }
const page = '<html><head></head>한글</html>'
const injected = `<html><head>${tag}</head>한글</html>`

test.each<[string, RequestListener]>([
  ['in one piece', (_request, response) => response.writeHead(200, html).end(page)],
  [
    'with a reason and a length',
    (_request, response) =>
      response.writeHead(200, 'Fine', { ...html, 'content-length': Buffer.byteLength(page) }).end(page),
  ],
  ['with headers as a list', (_request, response) => response.writeHead(200, ['Content-Type', 'text/html']).end(page)],
  [
    'with headers set before',
    (_request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end(Buffer.from(page))
    },
  ],
  [
    'in several pieces of several kinds',
    (_request, response) => {
      response.writeHead(200, html)
      response.write('<html><he')
      response.write(Buffer.from('ad></head>').toString('hex'), 'hex')
      response.write(Buffer.from('한'), () => response.end('글</html>', 'utf8'))
    },
  ],
  [
    'through a pipe',
    (_request, response) => {
      response.writeHead(200, html)
      void pipeline(Readable.from([page.slice(0, 3), page.slice(3)]), response)
    },
  ],
  [
    'headers first',
    (_request, response) => {
      response.writeHead(200, html)
      response.flushHeaders()
      setImmediate(() => response.end(page))
    },
  ],
])('a document that is written %s', async (_how, listener) => {
  expect((await answerOf(listener)).text).toBe(injected)
})

test('whoever writes it is told when it is out', async () => {
  let told = 0
  await answerOf((_request, response) => void response.writeHead(200, html).end(page, () => told++))
  await answerOf((_request, response) => {
    response.writeHead(200, html).write(page, () => told++)
    response.end(() => told++)
  })
  expect(told).toBe(3)
})

test('an answer that is no document, has none, or cannot be read stays as it is', async () => {
  const script = await answerOf((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/javascript', 'content-length': page.length })
      .end('x'.repeat(page.length)),
  )
  expect([script.text.length, script.headers['content-length']]).toEqual([page.length, String(page.length)])
  expect((await answerOf((_request, response) => response.writeHead(304, html).end())).text).toBe('')
  expect((await answerOf((_request, response) => response.writeHead(200, html).end())).text).toBe('')
  const compressed = { ...html, 'content-encoding': 'x-own' }
  expect((await answerOf((_request, response) => response.writeHead(200, compressed).end(page))).text).toBe(page)
})

test('HEAD has the same headers, and a policy lets the page script through', async () => {
  const listener: RequestListener = (_request, response) =>
    response.writeHead(200, { ...html, 'content-length': 10, 'content-security-policy': "script-src 'none'" }).end()
  const { headers, text } = await answerOf(listener, { method: 'HEAD', headers: { host: 'localhost' } })
  expect([headers['content-length'], headers['content-security-policy'], text]).toEqual([
    undefined,
    'script-src http://localhost/__apps-in-toss-mock/',
    '',
  ])
})

test('the server hears that nothing compressed is wanted', async () => {
  const listener: RequestListener = (request, response) => response.end(request.headers['accept-encoding'])
  expect((await answerOf(listener, { headers: { 'accept-encoding': 'br' } })).text).toBe('identity')
})
