import type { OperationId } from '../contracts/index.js'
import type {
  Clock,
  ExchangeEntry,
  HandshakeRefusalEntry,
  MockServer,
  MockServerOptions,
  PreparedAnswer,
  TossSide,
} from '../mock-server/index.js'
import { openControlPort } from './control-port.js'
import { remoteTossSide } from './remote-toss-side.js'

/** A mini-app of a test, and how it is reached. */
export interface TestIdentity {
  readonly appName: string
  /** For `apps-in-toss-api.toss.im`. */
  readonly baseUrl: string
  /** For `pay-apps-in-toss-api.toss.im`. */
  readonly payBaseUrl: string
  /** Certificate, key and the authority to trust, as PEM. */
  readonly clientTls: { readonly cert: string; readonly key: string; readonly ca: string }
  /** Key and AAD of the personal fields. */
  readonly decryption: { readonly key: string; readonly aad: string }
  /** What Toss, its app and its console do. */
  readonly toss: TossSide
}

/** A mini-app that belongs to one test, wherever its server runs. */
export interface TestMiniApp extends TestIdentity {
  /** The requests that arrived, oldest first, and how many older ones are gone. */
  received(): Promise<{ readonly entries: readonly ExchangeEntry[]; readonly dropped: number }>
  /** The handshakes that the server refused since the mini-app was opened. Whose they were, nobody knows. */
  refusals(): Promise<readonly HandshakeRefusalEntry[]>
  prepare(operation: OperationId, answers: readonly PreparedAnswer[]): Promise<void>
  /** Drops everything that the mini-app has on the server. */
  release(): Promise<void>
}

/** A mock that several tests share. */
export interface TestServer extends AsyncDisposable {
  /** Where other processes reach it, see `connectTestServer`; empty where it has no control port. */
  readonly controlUrl: string
  /** Present where the server runs in this process. */
  readonly clock: Clock | undefined
  /** A mini-app of its own, for one test. */
  open(appName?: string): Promise<TestMiniApp>
  close(): Promise<void>
}

/**
 * Starts a mock for tests in this process, without a control port unless `controlPort` is given.
 *
 * @throws CodedError as `startMockServer`
 * @example
 * ```ts
 * import { after } from 'node:test'
 * import { createTestMock, startTestServer } from 'apps-in-toss-mock/testing'
 *
 * const server = await startTestServer({ variants: { 'iap.userHeader': 'required' } })
 * after(() => server.close())
 * const mock = await createTestMock({ server })
 * ```
 */
export async function startTestServer(options: MockServerOptions = {}): Promise<TestServer> {
  return serverIn(await startMock(options))
}

/** The same, and it does not keep the process alive. */
export async function startBackgroundServer(): Promise<TestServer> {
  const mock = await startMock({})
  mock.unref()
  return serverIn(mock)
}

/** Loaded when a server is started: who connects to one elsewhere does without it. */
async function startMock(options: MockServerOptions): Promise<MockServer> {
  const { startMockServer } = await import('../mock-server/index.js')
  return startMockServer({ controlPort: false, ...options })
}

function serverIn(mock: MockServer): TestServer {
  return {
    controlUrl: mock.controlUrl,
    clock: mock.clock,
    async open(wanted) {
      await mock.journal.settled()
      const after = mock.journal.counts.recorded
      const { appName, cert, key, ca, release } = await mock.isolate(wanted)
      const { baseUrl, payBaseUrl, decryption } = mock
      return {
        ...{ appName, baseUrl, payBaseUrl, decryption, release },
        clientTls: { cert, key, ca },
        toss: mock.tossSide(appName),
        async received() {
          await mock.journal.settled()
          const dropped = mock.journal.countsOf(appName)?.dropped ?? 0
          return { entries: mock.journal.exchanges({ miniApp: appName }), dropped }
        },
        async refusals() {
          await mock.journal.settled()
          return mock.journal.refusals({ after })
        },
        prepare(operation, answers) {
          mock.overrides.set(appName, operation, answers)
          return mock.overrides.settled()
        },
      }
    },
    close: () => mock.close(),
    [Symbol.asyncDispose]: () => mock.close(),
  }
}

/** Where a mock in another process is. */
export interface TestServerAddress {
  /** Its control API, for example `http://127.0.0.1:8444`. */
  readonly controlUrl: string
}

interface OpenedMiniApp {
  readonly appName: string
  readonly cert: string
  readonly key: string
  readonly ca: string
  readonly baseUrl: string
  readonly payBaseUrl: string
  readonly decryptionKey: string
  readonly aad: string
  readonly journalId: number
}

/**
 * Uses a mock that runs already: one that the test runner's global set-up started, or `apps-in-toss-mock start`. Nothing is
 * called before the first mini-app is opened; closing it leaves the mock running.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for something that is not an http URL
 * @example
 * ```ts
 * const server = connectTestServer({ controlUrl: process.env.TOSS_MOCK_CONTROL_URL })
 * ```
 */
export function connectTestServer({ controlUrl }: TestServerAddress): TestServer {
  const port = openControlPort(controlUrl)
  return {
    controlUrl,
    clock: undefined,
    async open(wanted) {
      const body = wanted === undefined ? {} : { appName: wanted }
      const opened = (await port.call('POST', '/isolated-mini-apps', body)) as OpenedMiniApp
      const { appName, baseUrl, payBaseUrl, cert, key, ca, decryptionKey, aad, journalId } = opened
      const name = encodeURIComponent(appName)
      return {
        ...{ appName, baseUrl, payBaseUrl },
        clientTls: { cert, key, ca },
        decryption: { key: decryptionKey, aad },
        toss: remoteTossSide(port, new URL(controlUrl).origin, appName),
        async received() {
          const answer = await port.call('GET', `/journal?kind=exchange&miniApp=${name}`)
          return answer as { entries: ExchangeEntry[]; dropped: number }
        },
        async refusals() {
          const answer = await port.call('GET', `/journal?kind=handshake-refusal&after=${journalId}&limit=20`)
          return (answer as { entries: HandshakeRefusalEntry[] }).entries
        },
        async prepare(operation, answers) {
          await port.call('PUT', `/mini-apps/${name}/overrides/${operation}`, { answers })
        },
        async release() {
          await port.call('DELETE', `/isolated-mini-apps/${name}`)
        },
      }
    },
    close: () => port.close(),
    [Symbol.asyncDispose]: () => port.close(),
  }
}
