import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { operation } from '../../../contracts/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'

const { method, path } = operation('promotion.getKey')
const request = (headers = '', body = '') =>
  `${method} ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`

/** Sends the text in one go, and gives everything that comes until the connection is closed. */
function answersTo(mock: MockServer, text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(mock.baseUrl).port), ...mock.clientTls })
    socket.on('data', (data) => {
      received += data
    })
    socket.on('error', () => {}).once('close', () => resolve(received))
    socket.write(text)
  })
}

test('every one of hundreds of pipelined requests is answered, bodies included', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const times = 500
  const body = JSON.stringify({ padding: 'x'.repeat(600) })
  const each = request('Content-Type: application/json\r\n', body)
  // The first one is late, so that all others wait for it.
  const text = `${request('x-apps-in-toss-mock-fault: latency=50\r\n')}${each.repeat(times)}${request('Connection: close\r\n')}`
  const received = await answersTo(mock, text)
  expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(times + 2)
})

test.each([
  ['no request at all', 'nonsense\r\n\r\n', 400],
  ['a header name that cannot be', request('bad header: 1\r\n'), 400],
  ['two lengths of a body', request('Content-Length: 5\r\n', '12345'), 400],
  [
    'a chunk that is none',
    `${request('Transfer-Encoding: chunked\r\n').replace(/Content-Length.*\r\n/, '')}zz\r\n`,
    400,
  ],
  ['headers of 20 KB', request(`x: ${'x'.repeat(20_000)}\r\n`), 431],
])('%s is answered, and the connection closed', async (_what, text, status) => {
  await using mock = await startMockServer({ controlPort: false })
  const received = await answersTo(mock, text)
  const [, found, body] = /^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n(.*)$/.exec(received) ?? []
  expect(Number(found)).toBe(status)
  expect(JSON.parse(body as string)).toMatchObject({ resultType: 'FAIL' })
})

test('nonsense behind a request does not get between it and its answer', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const received = await answersTo(mock, `${request('x-apps-in-toss-mock-fault: latency=20\r\n')}nonsense\r\n\r\n`)
  expect(received).not.toMatch(/400 Bad Request/)
})
