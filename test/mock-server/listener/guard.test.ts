import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryCertificates } from '../../../ca/index.js'
import { createTlsServer, type TlsServerOptions } from '../../../mock-server/partner-side/listener/tls-server.js'

const fails = () => {
  throw new RangeError('Invalid time value')
}

test.each<[string, Partial<TlsServerOptions>]>([
  ['judging a certificate', { judge: fails }],
  ['judging a certificate, later', { judge: async () => fails() }],
  ['noting its use', { onUse: fails }],
  ['answering a request', { onRequest: fails }],
  ['telling of a refusal', { onRefusal: fails }],
])('a failure while %s closes the connection, is told, and ends nothing else', async (_what, failing) => {
  const { authority, server: own, client } = await createMemoryCertificates()
  const failures: unknown[] = []
  const { server } = createTlsServer({
    ...own,
    ca: authority.cert,
    onRequest: (_request, response) => void response.end(),
    onRefusal: () => {},
    onFailure: (error) => failures.push(error),
    ...failing,
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // What nobody catches would fail the whole run. A client without a certificate is refused, and so told of.
  const pair = 'onRefusal' in failing ? {} : client
  for (const count of [1, 2]) {
    const socket = connect({ host: '127.0.0.1', port, ca: authority.cert, ...pair })
    socket.on('error', () => {})
    socket.once('secureConnect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    await new Promise((closed) => socket.once('close', closed))
    expect(failures).toHaveLength(count)
  }
  expect(failures[0]).toBeInstanceOf(RangeError)
  expect(server.listening).toBe(true)
})
