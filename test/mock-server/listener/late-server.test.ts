import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createLateServer } from '../../../mock-server/partner-side/listener/late-server.js'

async function listening(make: () => Promise<FastifyInstance>) {
  const late = createLateServer(make)
  await late.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => late.close())
  const { port } = late.server.address() as AddressInfo
  return { late, url: `http://127.0.0.1:${port}/` }
}

test('makes its application with the first request, once, and hands every request to it', async () => {
  let made = 0
  const { url } = await listening(async () => {
    made++
    return Fastify().post('/', async ({ body }) => ({ body }))
  })
  expect(made).toBe(0)
  const answers = await Promise.all(
    [1, 2, 3].map(async (number) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ number }),
      })
      return response.json()
    }),
  )
  expect(answers).toEqual([1, 2, 3].map((number) => ({ body: { number } })))
  expect(made).toBe(1)
})

test('makes nothing when it is closed without ever being asked', async () => {
  let made = 0
  const { late } = await listening(async () => {
    made++
    return Fastify()
  })
  await late.close()
  expect(made).toBe(0)
})

test('closing answers what is in flight, is not held by kept-alive connections, and closes the application', async () => {
  const steps: string[] = []
  let arrive = () => {}
  let go = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const released = new Promise<void>((resolve) => {
    go = resolve
  })
  const { late, url } = await listening(async () => {
    const app = Fastify()
    app.addHook('onClose', async () => void steps.push('application closed'))
    return app.get('/', async () => {
      arrive()
      await released
      return 'answer'
    })
  })
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const answered = new Promise<void>((resolve) => {
    get(url, { agent }, (response) => {
      steps.push(`status ${response.statusCode}`)
      response.resume().once('end', resolve)
    })
  })
  await arrived
  const closed = late.close()
  go()
  await answered
  await closed
  expect(steps.sort()).toEqual(['application closed', 'status 200'])
})

test('closing is not held by a connection over which nothing was asked', async () => {
  const { late, url } = await listening(async () => Fastify())
  const accepted = once(late.server, 'connection')
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await accepted
  await late.close()
})

test('a request that never arrives in full holds the closing until its connection is destroyed', async () => {
  const { late, url } = await listening(async () => Fastify())
  const asked = once(late.server, 'request')
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{'),
  )
  socket.on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  await asked
  const closed = late.close()
  late.destroyConnections()
  await closed
})

test('an application that cannot be made is answered 500, and closing still works', async () => {
  const { late, url } = await listening(async () => {
    throw new Error('two routes with one path')
  })
  const response = await fetch(url)
  expect(response.status).toBe(500)
  expect(await response.json()).toMatchObject({ error: { code: 'ERR_INTERNAL', message: 'two routes with one path' } })
  await late.close()
})

test('a port that is taken is reported by listen', async () => {
  const { url } = await listening(async () => Fastify())
  const second = createLateServer(async () => Fastify())
  const port = Number(new URL(url).port)
  await expect(second.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await second.close()
})
