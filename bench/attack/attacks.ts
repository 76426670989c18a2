import { Agent, request } from 'node:https'
import { plain, type Target, times, tls, untilClosed } from './connections.js'
import { bombs, bytes, fuzzedBody, malformedRequest, targets } from './nonsense.js'
import type { Random } from './random.js'

/** What is done to the mock. */
export interface Attack {
  readonly name: string
  /** How many times, in the heavy version and in the small one. */
  readonly counts: { readonly heavy: number; readonly small: number }
  run(target: Target, count: number, random: Random): Promise<void>
}

/** How long an attacker waits for a reaction, in milliseconds. */
const patience = 1_000

/** Sends a body over a connection that stays, and reads the answer to its end. */
function post(target: Target, agent: Agent, path: string, body: Buffer | string, method = 'POST'): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'x-toss-user-key': '1' }
    const sent = request(new URL(path, target.baseUrl), { agent, method, headers }, (response) => {
      response.resume().once('close', resolve)
    })
    sent.once('error', () => resolve()).setTimeout(20_000, () => sent.destroy())
    sent.end(body)
  })
}

const agentFor = ({ clientTls }: Target, maxSockets: number) => new Agent({ ...clientTls, keepAlive: true, maxSockets })

/** Connections that do a little, and are then kept by whoever attacks. */
export interface Holding {
  readonly connections: number
  release(): Promise<void>
}

/** Opens connections that finish the handshake and say nothing more. */
export function idleConnections(target: Target, count: number): Promise<Holding> {
  return hold(count, () => {
    const socket = tls(target)
    return { socket, settled: new Promise((resolve) => socket.once('secureConnect', resolve).once('close', resolve)) }
  })
}

/** Opens connections that never get through the handshake: silent ones, and ones that stop in the middle of their hello. */
export function halfOpenConnections(target: Target, count: number): Promise<Holding> {
  return hold(count, (index) => {
    const socket = plain(target.baseUrl)
    if (index % 2 === 0) socket.write(Buffer.from('16030100f8010000f40303', 'hex'))
    return { socket, settled: new Promise((resolve) => socket.once('connect', resolve).once('close', resolve)) }
  })
}

/** Opens connections that send a byte of their headers, or of their body, every 200 milliseconds. */
export function slowRequests(target: Target, count: number): Promise<Holding> {
  return hold(count, (index) => {
    const socket = tls(target)
    const { method, path } = targets[index % targets.length] as (typeof targets)[number]
    const body = index % 2 === 0 ? '' : 'Content-Length: 100000\r\n\r\n'
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: a\r\n${body}`)
    const timer = setInterval(() => socket.write('x'), 200)
    socket.once('close', () => clearInterval(timer))
    return { socket, settled: new Promise((resolve) => socket.once('secureConnect', resolve).once('close', resolve)) }
  })
}

type Held = { socket: import('node:net').Socket; settled: Promise<unknown> }

async function hold(count: number, open: (index: number) => Held): Promise<Holding> {
  const sockets: Held['socket'][] = []
  await times(count, 50, async (index) => {
    const { socket, settled } = open(index)
    sockets.push(socket)
    socket.resume()
    await settled
  })
  return {
    get connections() {
      return sockets.filter(({ destroyed }) => !destroyed).length
    },
    async release() {
      await Promise.all(
        sockets.map((socket) => (socket.destroyed ? undefined : untilClosed(socket.destroy(), patience))),
      )
    },
  }
}

/** Every attack that leaves nothing open when it has ended. */
export const attacks: readonly Attack[] = [
  {
    name: 'requests that are no HTTP, or hardly',
    counts: { heavy: 2_500, small: 60 },
    run: (target, count, random) =>
      times(count, 40, async () => {
        const socket = tls(target)
        socket.end(malformedRequest(random))
        await untilClosed(socket, patience)
      }),
  },
  {
    name: 'bodies of random fields and bytes, to every operation',
    counts: { heavy: 4_000, small: 100 },
    async run(target, count, random) {
      const agent = agentFor(target, 20)
      await times(count, 20, (index) => {
        const { method, path } = targets[index % targets.length] as (typeof targets)[number]
        return post(target, agent, path, fuzzedBody(random), method)
      })
      agent.destroy()
    },
  },
  {
    name: 'JSON bombs: depth, numbers, keys, __proto__',
    counts: { heavy: 420, small: 14 },
    async run(target, count) {
      const agent = agentFor(target, 4)
      const posts = targets.filter(({ method }) => method === 'POST')
      await times(count, 4, (index) => {
        const bomb = bombs[index % bombs.length] as () => string
        return post(target, agent, (posts[index % posts.length] as (typeof posts)[number]).path, bomb())
      })
      agent.destroy()
    },
  },
  {
    name: 'bodies of 20 MB, with their length and in chunks',
    counts: { heavy: 60, small: 1 },
    run: (target, count) =>
      times(count, 4, async (index) => {
        const { path } = targets[index % targets.length] as (typeof targets)[number]
        const socket = tls(target)
        const length = 20 * 1024 * 1024
        const framing = index % 2 === 0 ? `Content-Length: ${length}` : 'Transfer-Encoding: chunked'
        socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`)
        const piece = Buffer.alloc(64 * 1024, 'x')
        const part = index % 2 === 0 ? piece : Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')])
        const closed = untilClosed(socket, 4 * patience)
        for (let sent = 0; sent < length && socket.writable; sent += piece.length) {
          if (!socket.write(part)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
        }
        socket.end()
        await closed
      }),
  },
  {
    name: 'pipelined requests, 100 on a connection, and nobody reads the answers',
    counts: { heavy: 1_500, small: 100 },
    run: (target, count) =>
      times(Math.ceil(count / 100), 5, async (index) => {
        const { method, path } = targets[index % targets.length] as (typeof targets)[number]
        const one = `${method} ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`
        const socket = tls(target)
        socket.write(one.repeat(100))
        await new Promise((resolve) => setTimeout(resolve, 100))
        socket.destroy()
      }),
  },
  {
    name: 'requests that break off',
    counts: { heavy: 500, small: 10 },
    run: (target, count, random) =>
      times(count, 20, async (index) => {
        const { method, path } = targets[index % targets.length] as (typeof targets)[number]
        const socket = tls(target)
        const closed = untilClosed(socket, patience)
        await new Promise((resolve) => socket.once('secureConnect', resolve).once('close', resolve))
        socket.write(
          `${method} ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a"`,
        )
        setTimeout(() => socket.destroy(), random.below(20))
        await closed
      }),
  },
  {
    name: 'bytes that are no TLS',
    counts: { heavy: 1_200, small: 24 },
    run: (target, count, random) =>
      times(count, 40, async (index) => {
        const socket = plain(target.baseUrl)
        const hello = Buffer.concat([Buffer.from('1603010200010001fc0303', 'hex'), bytes(random, 200)])
        socket.end([hello, bytes(random, 1 + random.below(500)), 'GET / HTTP/1.1\r\n\r\n'][index % 3] as Buffer)
        await untilClosed(socket, patience)
      }),
  },
  {
    name: 'handshakes without a certificate, or with a foreign one',
    counts: { heavy: 600, small: 10 },
    run: (target, count) =>
      times(count, 20, async (index) => {
        const socket = tls(target, index % 2 === 0 ? {} : target.foreign)
        socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
        await untilClosed(socket, patience)
      }),
  },
  {
    name: 'nonsense to the control port and the proxy',
    counts: { heavy: 600, small: 12 },
    run: (target, count, random) =>
      times(count, 20, async (index) => {
        const socket = plain(index % 2 === 0 ? target.controlUrl : target.proxyUrl)
        socket.end(malformedRequest(random))
        await untilClosed(socket, patience)
      }),
  },
]
