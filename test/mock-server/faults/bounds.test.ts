import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, test } from 'vitest'
import { operation } from '../../../contracts/index.js'
import type { Fault } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import type { Course } from '../../../mock-server/partner-side/faults/course-of-call.js'
import { createFaultyDelivery, type FaultyDelivery } from '../../../mock-server/partner-side/faults/faulty-delivery.js'
import { watch } from './wire.js'

const holding: readonly Fault[] = [
  { kind: 'hang' },
  { kind: 'latency', milliseconds: 600_000 },
  { kind: 'slow-drip', bytesPerSecond: 1 },
  { kind: 'reset', at: 'before', afterMilliseconds: 600_000 },
]

test.each(holding)('close() does not wait for %j, and lets the answer out where there is one', async (fault) => {
  const mock = await startMockServer({ controlPort: false })
  await mock.toss.faults.add({ fault })
  const arrived = new Promise((resolve) => mock.journal.onEntry(resolve))
  const call = watch(mock, 'login.loginMe')
  await arrived
  // The fault holds for longer than a test may take.
  await mock.close()
  const { error, text } = await call
  if (fault.kind === 'latency' || fault.kind === 'slow-drip')
    expect(JSON.parse(text)).toMatchObject({ resultType: 'FAIL' })
  else expect(error).not.toBeNull()
})

/** A plain server that lets every answer leave in one way. */
async function serve(delivery: Course['delivery'], faulty: FaultyDelivery) {
  const trace = { id: 'fault-1', kind: delivery.kind as 'hang', tookEffect: false, what: 'nothing came' }
  const accepted: Course[] = []
  const responses: ServerResponse[] = []
  const server = createServer((_request, response) => {
    responses.push(response)
    const course = faulty.accept({
      answer: { status: 200, body: { resultType: 'SUCCESS' }, resultType: 'SUCCESS', fault: trace },
      keepsContract: true,
      delivery,
    })
    accepted.push(course)
    faulty.deliver(response, course)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    server,
    accepted,
    responses,
    call: (signal: AbortSignal) => fetch(url, { signal }).then(async (r) => r.text()),
  }
}

test.each<Course['delivery']>([
  { kind: 'hang' },
  { kind: 'late', milliseconds: 600_000 },
  { kind: 'drip', bytesPerSecond: 1 },
])('nothing of %j is kept when the client goes away', async (delivery) => {
  const faulty = createFaultyDelivery()
  const { server, responses, call } = await serve(delivery, faulty)
  const giveUp = new AbortController()
  const calls = Array.from({ length: 5 }, () => call(giveUp.signal).catch(() => 'gone'))
  while (faulty.waiting < 5) await new Promise(setImmediate)
  const closed = Promise.all(responses.map((response) => once(response, 'close')))
  giveUp.abort()
  expect(await Promise.all(calls)).toEqual(Array(5).fill('gone'))
  await closed
  expect(faulty.waiting).toBe(0)
  server.close()
})

test('above the limit a hang is a reset, and the journal’s trace says so; room that came free is used again', async () => {
  const faulty = createFaultyDelivery({ limit: 2 })
  const { server, accepted, responses, call } = await serve({ kind: 'hang' }, faulty)
  const giveUp = new AbortController()
  const hanging = [0, 1].map(() => call(giveUp.signal).catch(() => 'gone'))
  while (faulty.waiting < 2) await new Promise(setImmediate)
  await expect(call(new AbortController().signal)).rejects.toThrow()
  expect(accepted[2]).toMatchObject({
    delivery: { kind: 'reset' },
    answer: { fault: { what: 'nothing came: reset instead, for 2 requests hang already' } },
  })
  const closed = Promise.all(responses.slice(0, 2).map((response) => once(response, 'close')))
  giveUp.abort()
  await Promise.all([...hanging, closed])
  const again = new AbortController()
  const last = call(again.signal).catch(() => 'gone')
  while (faulty.waiting < 1) await new Promise(setImmediate)
  expect(accepted[3]?.delivery.kind).toBe('hang')
  again.abort()
  await last
  server.close()
})

test.each([
  ['truncated-json', 3],
  ['slow-drip=100000', 3],
  ['latency=1', 3],
  ['hang', 1],
  ['before-reset', 0],
])('a request that waits behind another on its connection meets its fault all the same: %s', async (name, answers) => {
  await using mock = await startMockServer({ controlPort: false })
  const { method, path } = operation('promotion.getKey')
  const head = `${method} ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n`
  const faulty = (value: string) => `${head}x-apps-in-toss-mock-fault: ${value}\r\n\r\n`
  const socket = connectTls({ host: '127.0.0.1', port: Number(new URL(mock.baseUrl).port), ...mock.clientTls })
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  const arrived = new Promise<void>((resolve) => mock.journal.onEntry(() => entries().length === 3 && resolve()))
  const entries = () => mock.journal.exchanges()
  const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
  socket.write(`${faulty('latency=30')}${faulty(name)}${head}Connection: close\r\n\r\n`)
  await arrived
  if (name === 'hang') {
    while (!text.includes('SUCCESS')) await once(socket, 'data')
    socket.destroy()
  }
  await closed
  expect(text.match(/HTTP\/1.1 200/g) ?? []).toHaveLength(answers)
})
