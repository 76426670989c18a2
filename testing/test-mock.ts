import { type Client, type ClientOptions, createClient } from '../client/index.js'
import {
  type ExploredResponse,
  type ExploreOptions,
  exploreResponses,
  type OperationId,
  successExamples,
} from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import type { Clock, ExchangeEntry, HandshakeRefusalEntry, MockServerOptions } from '../mock-server/index.js'
import { createFieldEncryption } from '../mock-server/world/personal-fields.js'
import { type Finding, findingsOf } from './findings.js'
import { knownOperation } from './known-operation.js'
import { refuseUnknownOptions } from './known-options.js'
import { startBackgroundServer, startTestServer, type TestIdentity, type TestServer } from './test-server.js'
import { assertNoViolations, type ReceivedViolation, violationsOf } from './violations.js'

/** How a test's mini-app is made. */
export interface TestMockOptions {
  /** Name of the mini-app; a number is added where it is taken. By default one that was never used before. */
  readonly appName?: string
  /** Whether `close` fails when a request broke the contract; default false. */
  readonly strict?: boolean
  /** The server to share; by default one in this process that starts with the first test and needs no closing. */
  readonly server?: TestServer
  /**
   * A server that this test has for itself, in this process: for the clock, for variants, for rate limits. Takes about 20 ms.
   * Not together with `server`.
   */
  readonly ownServer?: boolean | MockServerOptions
  /** Options for `client` besides addresses and certificate. */
  readonly client?: ClientOptions
}

/** Answers to hand out: those of `explore`, or of your own making. */
export type AnswerToServe = Pick<ExploredResponse, 'operation' | 'status' | 'body'> & { readonly name?: string }

/** The options of `explore`. */
export type TestExploreOptions<Id extends OperationId> = Pick<ExploreOptions<Id>, 'success'>

/** A mini-app of its own for one test: certificate, world and journal that no other test sees. */
export interface TestMock extends AsyncDisposable, TestIdentity {
  /** A client that uses this mini-app's certificate; made when first used, closed with the mock. */
  readonly client: Client
  /** The server's clock. Throws `ERR_INVALID_OPTION` on a shared server: there, it is everybody's. */
  readonly clock: Clock
  /** The requests of this mini-app, oldest first, with nothing hidden; of one operation where one is named. */
  received(operation?: OperationId): Promise<readonly ExchangeEntry[]>
  /** How many requests came before those of `received`, and are not kept: the journal is bounded. */
  dropped(): Promise<number>
  /** Handshakes that the server refused since this mini-app was opened; on a shared server, anybody's. */
  refusals(): Promise<readonly HandshakeRefusalEntry[]>
  /** Every rule of the contract that a request broke, and every request that was not an operation. */
  violations(): Promise<readonly ReceivedViolation[]>
  /** The violations, and what the traffic as a whole shows to be unwise. */
  findings(): Promise<readonly Finding[]>
  /**
   * Every answer that the contract allows an operation to give; see `exploreResponses`. Personal fields can be decrypted.
   *
   * @param options.success - fields that every success has as given, for example the order number of the test
   */
  explore<Id extends OperationId>(operation: Id, options?: TestExploreOptions<Id>): readonly ExploredResponse[]
  /**
   * The next calls of the operation get these answers, one each, in this order. The world is not touched.
   *
   * @throws CodedError `ERR_INVALID_OPTION` for an answer that the contract does not allow
   * @example
   * ```ts
   * for (const response of mock.explore('login.loginMe')) {
   *   await mock.respondWith(response)
   *   // call your backend, and see that it does not fall over
   * }
   * ```
   */
  respondWith(...answers: readonly AnswerToServe[]): Promise<void>
  /**
   * Drops the mini-app, and closes what was made for it. With `strict`: throws `AssertionError` when a request broke the
   * contract.
   */
  close(): Promise<void>
}

let background: Promise<TestServer> | undefined

function backgroundServer(): Promise<TestServer> {
  background ??= startBackgroundServer().catch((error: unknown) => {
    background = undefined
    throw error
  })
  return background
}

/**
 * A mini-app for one test. The first call of a process starts a server, later ones take a few milliseconds.
 *
 * @throws CodedError `ERR_INVALID_OPTION`, and what starting or reaching the server throws
 * @example
 * ```ts
 * import test from 'node:test'
 * import { assertReceived, createTestMock } from 'apps-in-toss-mock/testing'
 *
 * test('the order is paid with the amount of the cart', async () => {
 *   await using mock = await createTestMock({ strict: true })
 *   await backendUnderTest({ baseUrl: mock.baseUrl, ...mock.clientTls }).pay({ won: 1000 })
 *   await assertReceived(mock, 'pay.makePayment', { amount: 1000 })
 * })
 * ```
 */
export async function createTestMock(options: TestMockOptions = {}): Promise<TestMock> {
  refuseUnknownOptions(options, ['appName', 'strict', 'server', 'ownServer', 'client'], 'createTestMock')
  const { ownServer = false, server: shared } = options
  if (shared !== undefined && ownServer !== false) {
    throw new CodedError('ERR_INVALID_OPTION', 'server and ownServer: give one or the other, not both', {
      fix: 'ownServer starts a server for this test alone; server shares one.',
    })
  }
  const own = ownServer === false ? undefined : await startTestServer(ownServer === true ? {} : ownServer)
  const server = own ?? shared ?? (await backgroundServer())
  const miniApp = await server.open(options.appName).catch(async (error: unknown) => {
    await own?.close().catch(() => {})
    throw error
  })
  const { appName, baseUrl, payBaseUrl, clientTls, decryption, toss } = miniApp
  const { key, aad } = decryption
  let client: Client | undefined
  let closing: Promise<void> | undefined

  async function received(operation?: OperationId): Promise<readonly ExchangeEntry[]> {
    if (operation !== undefined) knownOperation(operation)
    const { entries } = await miniApp.received()
    return operation === undefined ? entries : entries.filter((entry) => entry.operation === operation)
  }

  async function close(): Promise<void> {
    const failures: unknown[] = []
    const judge = async () => options.strict === true && assertNoViolations(await received())
    // Each is done, and of what fails the first is told: the code under test comes before the cleaning up.
    for (const step of [judge, () => client?.close(), miniApp.release, () => own?.close()]) {
      await Promise.resolve()
        .then(step)
        .catch((error) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }

  const mock: TestMock = {
    ...{ appName, baseUrl, payBaseUrl, clientTls, decryption, toss, received },
    get client() {
      client ??= createClient({ ...options.client, ...clientTls, baseUrl, payBaseUrl, decryption })
      return client
    },
    get clock() {
      if (own?.clock !== undefined) return own.clock
      throw new CodedError('ERR_INVALID_OPTION', 'clock: the clock of a shared server belongs to every test on it', {
        fix: 'Give this test a server of its own with ownServer: true.',
      })
    },
    dropped: async () => (await miniApp.received()).dropped,
    refusals: () => miniApp.refusals(),
    violations: async () => violationsOf(await received()),
    findings: async () => findingsOf(await received()),
    explore(operation: OperationId, { success }: TestExploreOptions<OperationId> = {}) {
      const encrypt = createFieldEncryption({ key, aad })
      const examples = successExamples(knownOperation(operation))
      return exploreResponses(operation, { ...(success !== undefined && { success }), examples, encrypt })
    },
    async respondWith(...answers) {
      for (const operation of new Set(answers.map((answer) => answer.operation))) {
        const ofOperation = answers.filter((answer) => answer.operation === operation)
        const named = ofOperation.map(({ name = 'an answer of the test', status, body }) => ({ name, status, body }))
        await miniApp.prepare(operation, named)
      }
    },
    close() {
      closing ??= close()
      return closing
    },
    [Symbol.asyncDispose]: () => mock.close(),
  }
  return mock
}
