import { connect, type TLSSocket } from 'node:tls'
import type { HandshakeRefusalEntry, JournalEntry, MockServer } from '../../../mock-server/index.js'

/** Both versions that the mock speaks. */
export const versions = ['TLSv1.2', 'TLSv1.3'] as const

export type Version = (typeof versions)[number]

export interface Pair {
  readonly cert: string
  readonly key: string
}

/** What a client meets who sends one request on a connection of its own. */
export interface Met {
  /** The HTTP status, or undefined where no answer came. */
  readonly status: number | undefined
  /** The code of the error, or undefined where the connection was just closed. */
  readonly error: string | undefined
  /** To resume the session with. */
  readonly session: Buffer | undefined
  readonly resumed: boolean
}

/** What a client is told. */
export interface Told {
  readonly version?: Version
  readonly session?: Buffer | undefined
  /** Default: the mock's authority. */
  readonly ca?: string
  readonly rejectUnauthorized?: boolean
}

/** Connects, sends a request, and reads whatever comes. */
export function meet(mock: MockServer, pair: Pair | undefined, told: Told = {}): Promise<Met> {
  return new Promise((resolve) => {
    const { version = 'TLSv1.3', session, ca = mock.clientTls.ca, rejectUnauthorized = true } = told
    let text = ''
    let error: string | undefined
    let received: Buffer | undefined
    let resumed = false
    const socket = connect({
      ...addressOf(mock),
      ...(pair && { cert: pair.cert, key: pair.key }),
      ca,
      rejectUnauthorized,
      minVersion: version,
      maxVersion: version,
      ...(session && { session }),
    })
    socket.on('secureConnect', () => {
      resumed = socket.isSessionReused()
      socket.write('GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    })
    socket.on('session', (ticket) => {
      received = ticket
    })
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      error = cause.code
    })
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1]
      resolve({ status: status === undefined ? undefined : Number(status), error, session: received, resumed })
    })
  })
}

/** A connection that is kept open, and that can be asked for an answer. */
export interface KeptConnection {
  readonly socket: TLSSocket
  readonly closed: Promise<void>
  /** Sends a request and resolves with the status of its answer. */
  ask(): Promise<number>
}

/** Opens a connection that stays. */
export async function keepOpen(mock: MockServer, pair: Pair, version: Version = 'TLSv1.3'): Promise<KeptConnection> {
  const options = { cert: pair.cert, key: pair.key, ca: mock.clientTls.ca, minVersion: version, maxVersion: version }
  const socket = connect({ ...addressOf(mock), ...options })
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', () => resolve())
    socket.once('close', () => reject(new Error('the connection was closed')))
  })
  return {
    socket,
    closed,
    ask: () =>
      new Promise((resolve, reject) => {
        socket.once('data', (data) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(data))?.[1])))
        socket.once('close', () => reject(new Error('the connection was closed')))
        socket.write('GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n')
      }),
  }
}

function addressOf(mock: MockServer): { host: string; port: number } {
  return { host: '127.0.0.1', port: Number(new URL(mock.baseUrl).port) }
}

/** What `work` gives, and the refusals that the journal got meanwhile; waits for `expected` of them. */
export async function refusalsDuring<Result>(
  mock: MockServer,
  work: () => Promise<Result>,
  expected = 1,
): Promise<{ result: Result; refusals: HandshakeRefusalEntry[] }> {
  const { result, entries } = await entriesDuring(mock, 'handshake-refusal', work, expected)
  return { result, refusals: entries as HandshakeRefusalEntry[] }
}

/** The same for any kind of entry. */
export async function entriesDuring<Result>(
  mock: MockServer,
  kind: JournalEntry['kind'],
  work: () => Promise<Result>,
  expected = 1,
): Promise<{ result: Result; entries: JournalEntry[] }> {
  const entries: JournalEntry[] = []
  let enough: () => void
  const reached = new Promise<void>((resolve) => {
    enough = resolve
  })
  const stop = mock.journal.onEntry((entry) => {
    if (entry.kind !== kind) return
    entries.push(entry)
    if (entries.length === expected) enough()
  })
  const result = await work()
  if (expected > 0) await reached
  stop()
  return { result, entries }
}
