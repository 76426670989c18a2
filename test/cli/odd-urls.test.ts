import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { readControlUrl } from '../../cli/control-url.js'
import { reportAsJson, reportInWords } from '../../cli/doctor/report.js'
import { painter } from '../../cli/terminal.js'
import { viewSchema } from '../../contracts/diff/schema-view.js'
import { createUpstream } from '../../mock-server/partner-side/proxy/upstream.js'
import { resolveOptions } from '../../verify/options.js'

test('a password in a base URL is in no report of doctor, and in no error of verify', () => {
  const subject = { baseUrl: { value: 'https://me:hush@127.0.0.1:1', from: '--base-url' }, production: false }
  const words = reportInWords(subject, [], { paint: painter(process.stdout), columns: 100 })
  for (const report of [words, reportAsJson(subject, [])]) {
    expect(report).toContain('@127.0.0.1:1')
    expect(report).not.toContain('hush')
  }
  const options = { baseUrl: 'http://me:hush@127.0.0.1:1', cert: '', key: '' }
  expect(() => resolveOptions(options)).toThrow(/^baseUrl must be a URL that starts with https:\/\/, not http:/)
  expect(() => resolveOptions(options)).not.toThrow(/hush/)
})

test.each(['garbage', '127.0.0.1:8444', 'https://127.0.0.1:8444', 'http://me:hush@127.0.0.1:8444'])(
  'a control port at %s is refused by the name of the flag, and not repeated',
  (url) => {
    const read = () => readControlUrl(url)
    expect(read).toThrow(/^--control-url must be a URL that begins with http:\/\/, without user and password$/)
  },
)

test('a control port is taken without the slash at its end', () => {
  expect(readControlUrl('http://127.0.0.1:8444/')).toBe('http://127.0.0.1:8444')
})

test.each([
  ['50%off:한국', '50%off:한국'],
  ['me:%ED%95%9C%EA%B5%AD', 'me:한국'],
  ['me:p%40ss', 'me:p@ss'],
])('a proxy that this machine needs is told of %s, whatever is encoded in it', async (written, meant) => {
  const seen: (string | undefined)[] = []
  const company = createServer().on('connect', ({ headers }, socket) => {
    seen.push(headers['proxy-authorization'])
    socket.end('HTTP/1.1 200 OK\r\n\r\n')
  })
  await once(company.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void company.close())
  const upstream = createUpstream(`http://${written}@127.0.0.1:${(company.address() as AddressInfo).port}`)
  const { socket } = await upstream.connect({ host: 'a.example', port: 443 }, new AbortController().signal)
  socket.destroy()
  expect(seen).toEqual([`Basic ${Buffer.from(meant).toString('base64')}`])
})

test('a reference in an OpenAPI document may hold a percent sign that encodes nothing', () => {
  const document = { components: { schemas: { '50%': { type: 'string' } } } }
  expect(viewSchema({ $ref: '#/components/schemas/50%' }, document).types).toEqual(new Set(['string']))
})
