import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { FaultTrace } from '../../record/fault-trace.js'
import { rawSocketOf } from '../listener/tls-server.js'
import { type Course, withTrace } from './course-of-call.js'

/** Lets answers leave as faults have it. */
export interface FaultyDelivery {
  /** What is to happen after all: a hang is a reset where too many requests hang already. */
  accept(course: Course): Course
  /** Sends the answer of an accepted course, or does not. Whatever still waits ends when the client goes away. */
  deliver(response: ServerResponse, course: Course): void
  /** How many answers are held back or trickle in just now. */
  readonly waiting: number
  /** Sends what is only late or trickles in, at once, and ends everything else that waits, connections included. */
  close(): Promise<void>
}

/** How many requests may hang at a time. */
const mostHanging = 1_000

/** A drip at least every so many milliseconds, unless a byte takes longer. */
const dripInterval = 50

/** A delivery of its own. */
export function createFaultyDelivery({ limit = mostHanging }: { limit?: number } = {}): FaultyDelivery {
  const waiting = new Map<ServerResponse, { readonly end: () => void; readonly finish: (() => void) | undefined }>()
  let hanging = 0
  let closed = false

  /** Keeps `stop` until the client goes away or `end` is called. `finish`: what is left to do when the mock is closed. */
  function hold(response: ServerResponse, stop: () => void, finish?: () => void): () => void {
    const { socket } = response.req
    const end = () => {
      waiting.delete(response)
      socket.off('close', end)
      stop()
    }
    waiting.set(response, { end, finish })
    // Not the response's: one that waits behind another on its connection is not told. As many may wait as like to.
    socket.setMaxListeners(0).once('close', end)
    return end
  }

  function after(milliseconds: number, response: ServerResponse, work: () => void, isAnswer = false): void {
    if (milliseconds === 0) {
      work()
      return
    }
    const timer = setTimeout(() => {
      end()
      work()
    }, milliseconds)
    const end = hold(response, () => clearTimeout(timer), isAnswer ? work : undefined)
  }

  function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): void {
    const size = Math.max(1, Math.round((bytesPerSecond * dripInterval) / 1000))
    let sent = 0
    const timer = setInterval(
      () => {
        response.write(body.subarray(sent, sent + size))
        sent += size
        if (sent < body.length) return
        end()
        response.end()
      },
      (size * 1000) / bytesPerSecond,
    )
    const end = hold(
      response,
      () => clearInterval(timer),
      () => response.end(body.subarray(sent)),
    )
  }

  return {
    accept(course) {
      if (course.delivery.kind !== 'hang') return course
      if (hanging < limit) {
        hanging++
        return course
      }
      const { answer } = course
      const trace = answer.fault as FaultTrace
      const what = `${trace.what}: reset instead, for ${limit} requests hang already`
      return { ...course, answer: withTrace(answer, { ...trace, what }), delivery: { kind: 'reset', milliseconds: 0 } }
    },
    deliver(response, course) {
      const { delivery } = course
      // The response has it only when those before it on the connection are sent.
      const { socket } = response.req
      if (closed) socket.destroy()
      // The client went away while the operation ran.
      if (socket.destroyed) {
        if (delivery.kind === 'hang') hanging--
        return
      }
      if (delivery.kind === 'hang') {
        hold(response, () => {
          hanging--
        })
        return
      }
      const { body, head } = messageOf(course)
      switch (delivery.kind) {
        case 'reset':
          return after(delivery.milliseconds, response, () => reset(socket))
        case 'late':
          return after(
            delivery.milliseconds,
            response,
            () => void response.writeHead(...head(body.length)).end(body),
            true,
          )
        case 'drip':
          response.writeHead(...head(body.length)).flushHeaders()
          return drip(response, body, delivery.bytesPerSecond)
        case 'cut': {
          const half = body.subarray(0, Math.ceil(body.length / 2))
          if (delivery.ends === 'complete') {
            response.writeHead(...head(half.length)).end(half)
            return
          }
          response.writeHead(...head(body.length)).write(half, () => {
            if (delivery.ends === 'reset') reset(socket)
            else socket.destroy()
          })
        }
      }
    },
    get waiting() {
      return waiting.size
    },
    async close() {
      closed = true
      const leaving = [...waiting].flatMap(([response, { finish }]) => (finish === undefined ? [] : [response]))
      for (const [{ req }, { end, finish }] of [...waiting]) {
        end()
        if (finish === undefined) req.socket.destroy()
        else finish()
      }
      // Node counts what is written but not flushed yet as idle, and cuts it off when it closes.
      await Promise.all(leaving.map((response) => response.destroyed || once(response, 'close')))
    },
  }
}

/** The bytes of the body, and the arguments of `writeHead` for a body of this length. */
function messageOf({ answer, textType }: Course) {
  const { status, body, headers } = answer
  const bytes = Buffer.from(textType === undefined ? JSON.stringify(body) : String(body))
  const type = textType ?? 'application/json; charset=utf-8'
  const head = (length: number) =>
    [status, { ...headers, 'content-type': type, 'content-length': length }] as [
      number,
      Record<string, string | number>,
    ]
  return { body: bytes, head }
}

/**
 * An RST on the wire, which a TLS socket cannot send by itself. A connection that is being shut down would be leaked by it:
 * libuv refuses (EINVAL), and the handle is never closed (measured on Node 20.20).
 */
function reset(socket: Socket): void {
  if (socket.destroyed) return
  const raw = rawSocketOf(socket as TLSSocket)
  if (socket.writableEnded || raw.writableEnded) socket.destroy()
  else raw.resetAndDestroy()
}
