import type { Socket } from 'node:net'
import {
  type CertificateSet,
  type ClientCertificate,
  checkAppName,
  createMemoryCertificates,
  issueBadServerCertificate,
  type KeyAndCertificate,
  openCertificateDirectory,
  type StoredClientCertificate,
} from '../ca/index.js'
import { createCallbackSender } from './callbacks/sender.js'
import { createCertificateRegistry } from './certificates/registry.js'
import { type Clock, createClock, startingInstant } from './clock.js'
import type { ConnectionInfo } from './control/route.js'
import { createFaultBook } from './faults/fault-book.js'
import { createIsolation, type IsolatedMiniApp } from './isolation.js'
import { createJournal, type Journal } from './journal.js'
import { createLateServer } from './listener/late-server.js'
import { listen, reachable, urlHost } from './listener/listen.js'
import { createLog, type Log } from './log.js'
import type { Surroundings } from './operations/handler.js'
import { type MockServerOptions, type ResolvedOptions, resolveOptions } from './options.js'
import { createOverrides, type Overrides } from './overrides.js'
import { createFieldEncryption } from './personal-fields.js'
import type { ConnectProxy } from './proxy/proxy.js'
import { createRateLimiter } from './rate-limit.js'
import type { SeedSource } from './seed/issue.js'
import type { WorldSeed } from './seed/world-seed.js'
import type { ExportOptions } from './snapshot/export-world.js'
import { type ClockNote, startOf } from './state/kept-clock.js'
import type { Identity, State } from './state/open-state.js'
import { createTokenSigner } from './token-signer.js'
import { tossSideContext } from './toss-side/context.js'
import { createFaultsSide, type FaultsSide } from './toss-side/faults.js'
import { createTossSide, type TossSide } from './toss-side/index.js'
import { logIn } from './toss-side/login.js'
import { approve } from './toss-side/pay.js'
import { settleEverySubscription } from './toss-side/subscription-webhook.js'
import { selectVariants } from './variants.js'
import { createMemoryStore } from './world/memory-store.js'
import { loadPeopleMaker } from './world/people.js'

/** A running mock. */
export interface MockServer {
  /** `https://127.0.0.1:PORT`, for `apps-in-toss-api.toss.im`. */
  readonly baseUrl: string
  /** The same address, for `pay-apps-in-toss-api.toss.im`. */
  readonly payBaseUrl: string
  /** `http://127.0.0.1:PORT`; empty where no control API was started. */
  readonly controlUrl: string
  /** `http://127.0.0.1:PORT`, for `HTTPS_PROXY`; undefined where no proxy was started. */
  readonly proxyUrl: string | undefined
  readonly appName: string
  /** The mini-app's client certificate and key, and the authority to trust, as PEM: ready to be a client's TLS options. */
  readonly clientTls: { readonly cert: string; readonly key: string; readonly ca: string }
  /** Key and AAD of the personal fields. */
  readonly decryption: { readonly key: string; readonly aad: string }
  /** All certificates; with paths where `dir` was given. */
  readonly certificates: CertificateSet
  /** What Toss, its app and its console do, for the mini-app `appName`. */
  readonly toss: TossSide
  /** The same for another mini-app. */
  tossSide(miniApp: string): TossSide
  /** A client certificate for another mini-app; its world is its own. */
  issueCertificate(miniApp: string): Promise<{ cert: string; key: string; ca: string }>
  /** A mini-app for one test, with a part of the journal that nobody else fills. `release` drops it. */
  isolate(appName?: string): Promise<IsolatedMiniApp & { readonly ca: string; release(): Promise<void> }>
  readonly clock: Clock
  readonly journal: Journal
  /** Answers laid ready for the next calls of a mini-app, in place of the operations' own. */
  readonly overrides: Overrides
  /** What goes wrong for every mini-app; `toss.faults` is that of one. */
  readonly faults: FaultsSide
  /** The names and values that point a client at this mock. */
  readonly info: ConnectionInfo
  /**
   * Back to the beginning, for one mini-app; for all, with clock and journal, where none is named. The world is then what
   * `seedFile` or `world` says, made anew, and empty without them.
   */
  reset(miniApp?: string): Promise<void>
  /**
   * The world as it is: as the option `world`, or written to a file as `seedFile`, it restores this very state. It holds
   * tokens, keys and personal data as they are.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_NOT_FOUND` for a mini-app without a world
   * @example
   * ```ts
   * await using second = await startMockServer({ world: await mock.exportWorld() })
   * ```
   */
  exportWorld(options?: ExportOptions): Promise<WorldSeed>
  /** Answers what is in flight, then stops. Calling it again does nothing. */
  close(): Promise<void>
  /** Lets the process end although the mock listens, as `unref` of a server does. */
  unref(): void
  [Symbol.asyncDispose](): Promise<void>
}

/** How long requests in flight may take when the mock is closed, in milliseconds. */
const closingGrace = 5_000

/**
 * Starts the mock: the partner API over mTLS, and the control API over plain HTTP on a port of its own.
 *
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_SEED_FILE`, `ERR_STATE_*`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`
 * @example
 * ```ts
 * import { startMockServer } from 'apps-in-toss-mock'
 *
 * await using mock = await startMockServer()
 * const { authorizationCode, referrer } = await mock.toss.logIn()
 * // point your backend at mock.baseUrl with mock.clientTls
 * ```
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const resolved = resolveOptions(options)
  if (resolved.stateFile === undefined) return startResolved(resolved)
  const { openState } = await import('./state/open-state.js')
  const state = await openState(resolved.stateFile)
  try {
    return await startResolved(resolveOptions(asBefore(options, state.identity)), state)
  } catch (error) {
    await state.close()
    throw error
  }
}

/** What a state file remembers holds where nothing else is said. */
function asBefore(options: MockServerOptions, identity: Identity | undefined): MockServerOptions {
  if (identity === undefined) return options
  const { seed = identity.seed, decryptionKey = identity.decryptionKey, aad = identity.aad } = options
  return { ...options, seed, decryptionKey, aad }
}

async function startResolved(resolved: ResolvedOptions, state?: State): Promise<MockServer> {
  const variants = selectVariants(resolved.variants)
  const seedSource = await openSeedOf(resolved)
  const [certificates, log, { createPartnerApi }] = await Promise.all([
    openCertificates(resolved, seedSource, state?.clock),
    createLog({ level: resolved.logLevel, format: resolved.logFormat }),
    // Loaded here, so that the keys of a first start are made meanwhile.
    import('./partner-api.js'),
  ])
  const clock = state === undefined ? createClock() : state.keepClock(createClock())
  const store = createMemoryStore({ seed: resolved.seed, now: clock.now, keeper: state?.keeper })
  const journal = createJournal({ size: resolved.journalSize, now: clock.now })
  const tokenSigningKey = state?.identity?.tokenSigningKey ?? certificates.tokenSigningKey
  const signer = createTokenSigner(tokenSigningKey)
  const surroundings: Surroundings = {
    encryptField: createFieldEncryption({ key: resolved.decryptionKey, aad: resolved.aad }),
    signer,
    variant: variants.of,
    autoLogin: resolved.autoLogin ? await createAutoLogin(log) : undefined,
    autoApprove: resolved.autoApprove ? createAutoApprove(log) : undefined,
  }
  const rateLimiter = resolved.rateLimits ? createRateLimiter() : undefined
  const overrides = createOverrides()
  const faults = createFaultBook({
    seed: resolved.seed,
    now: clock.now,
    scenarios: [resolved.scenario].flat(),
    ...(seedSource && { seeded: (await import('./seed/seeder.js')).faultsOf(seedSource) }),
  })
  const faultsForAll = createFaultsSide({ faults, clock, owner: null })
  const registry = createCertificateRegistry({
    certificates,
    clock,
    log,
    language: resolved.lang,
    connections: () => tls,
  })
  /** The first certificate of a mini-app, made where there is none; valid on the mock's clock. */
  async function certificateOf(miniApp: string): Promise<ClientCertificate> {
    const certificate = await certificates.issueByClock(miniApp, new Date(clock.now()))
    registry.adopt(certificate)
    return certificate
  }

  const { app, tls } = createPartnerApi({
    tls: {
      ...(await serverCertificateOf(certificates, resolved)),
      ca: certificates.authority.cert,
      language: resolved.lang,
      badServerCertificate: resolved.serverCertificate,
      ...registry.listener,
    },
    store,
    clock,
    surroundings,
    variants,
    rateLimiter,
    overrides,
    faults,
    journal,
    log,
    redact: resolved.redact,
  })

  const callbacks = createCallbackSender({
    journal,
    log,
    timeout: resolved.callbackTimeout,
    redact: resolved.redact,
    variants: variants.choices,
  })
  const contextOf = (miniApp: string) =>
    tossSideContext({
      miniApp: checkAppName(miniApp),
      store,
      clock,
      callbacks,
      faults,
      certificates: registry.of(miniApp),
      variant: variants.of,
      people: loadPeopleMaker,
    })
  const tossSide = (miniApp: string) => createTossSide(contextOf(miniApp))
  clock.onMove(() => callbacks.track(undefined, settleEverySubscription({ miniApps: store.miniApps, contextOf })))

  const seeder =
    seedSource &&
    (await import('./seed/seeder.js')).createSeeder(seedSource, { seed: resolved.seed, surroundings, variants })

  /** Worlds and clock as the seed has them; of one mini-app only its world. */
  async function restore(miniApp?: string): Promise<void> {
    const start = seeder?.clock ?? {}
    const now = miniApp === undefined ? startingInstant(start, Date.now()) : clock.now()
    const worlds = (await seeder?.makeWorlds(now, miniApp)) ?? new Map()
    callbacks.drop(miniApp)
    const loaded = store.load(worlds, miniApp)
    if (miniApp === undefined) clock.reset(start)
    await loaded
  }

  const { seed, decryptionKey, aad } = resolved
  state?.keepIdentity({ seed, decryptionKey, aad, tokenSigningKey })
  if (state?.clock === undefined) await restore()
  // The scenarios begin where the clock does.
  faults.reset()

  async function reset(miniApp?: string): Promise<void> {
    await restore(miniApp)
    rateLimiter?.reset(miniApp)
    overrides.clear(miniApp)
    registry.reset(miniApp)
    faults.reset(miniApp)
    if (miniApp === undefined) journal.clear()
  }

  async function exportWorld(options?: ExportOptions): Promise<WorldSeed> {
    return (await import('./snapshot/export-world.js')).exportWorld({ store, clock }, options)
  }

  const isolation = createIsolation({
    issue: certificateOf,
    taken: async () => [resolved.appName, ...(await store.miniApps())],
    journal,
    reset,
  })

  const control =
    resolved.controlPort === false
      ? undefined
      : createLateServer(async () => {
          const { createControlServer } = await import('./control/server.js')
          return createControlServer({
            surroundings: {
              tossSide,
              clock,
              journal,
              jwks: signer.jwks,
              info: () => info,
              miniApps: store.miniApps,
              ca: certificates.authority.cert,
              isolation,
              overrides,
              faults: faultsForAll,
              reset,
              exportWorld,
            },
            log,
            allowedHosts: resolved.controlAllowHosts,
          })
        })

  let proxy: ConnectProxy | undefined

  async function close(): Promise<void> {
    proxy?.close()
    const closed = Promise.all([callbacks.close(), app.close(), control?.close()])
    tls.destroyConnections('idle')
    const giveUp = setTimeout(() => {
      tls.destroyConnections('all')
      control?.destroyConnections()
    }, closingGrace)
    await closed
    clearTimeout(giveUp)
    proxy?.destroyTunnels()
    await store.close()
  }

  let closing: Promise<void> | undefined
  const closeOnce = () => {
    closing ??= close()
    return closing
  }

  let port: number
  let controlPort: number | undefined
  let proxyPort: number | undefined
  try {
    const { host } = resolved
    port = await listen(app, { host, port: resolved.port, flag: '--port' })
    if (control !== undefined && resolved.controlPort !== false) {
      controlPort = await listen(control, { host, port: resolved.controlPort, flag: '--control-port' })
    }
    if (resolved.proxyPort !== false) {
      proxy = await createProxyFor(resolved, () => ({ host: reachable(host), port }), log)
      // Only this machine may use it, whatever the mock itself listens on.
      proxyPort = await listen(proxy, { host: loopback, port: resolved.proxyPort, flag: '--proxy-port' })
    }
  } catch (error) {
    await closeOnce()
    throw error
  }

  const { client, authority } = certificates
  const baseUrl = `https://${urlHost(resolved.host)}:${port}`
  const info: ConnectionInfo = {
    baseUrl,
    payBaseUrl: baseUrl,
    controlUrl: controlPort === undefined ? '' : `http://${urlHost(resolved.host)}:${controlPort}`,
    appName: resolved.appName,
    ...filesOf(certificates),
    decryptionKey: resolved.decryptionKey,
    aad: resolved.aad,
    ...(proxyPort !== undefined && { proxyUrl: `http://${loopback}:${proxyPort}` }),
    pid: process.pid,
  }
  return {
    baseUrl,
    payBaseUrl: baseUrl,
    controlUrl: info.controlUrl,
    proxyUrl: info.proxyUrl,
    appName: resolved.appName,
    clientTls: { cert: client.cert, key: client.key, ca: authority.cert },
    decryption: { key: resolved.decryptionKey, aad: resolved.aad },
    certificates,
    toss: tossSide(resolved.appName),
    tossSide,
    async issueCertificate(miniApp) {
      const { cert, key } = await certificateOf(miniApp)
      return { cert, key, ca: authority.cert }
    },
    async isolate(wanted) {
      const isolated = await isolation.open(wanted)
      return { ...isolated, ca: authority.cert, release: () => isolation.release(isolated.appName) }
    },
    clock,
    journal,
    overrides,
    faults: faultsForAll,
    info,
    reset,
    exportWorld,
    close: closeOnce,
    unref() {
      for (const server of [app.server, control?.server, proxy?.server]) {
        server?.unref()
        server?.on('connection', (socket: Socket) => socket.unref())
      }
    },
    [Symbol.asyncDispose]: closeOnce,
  }
}

const loopback = '127.0.0.1'

async function createProxyFor(
  { proxyOthers: others, proxyUpstream }: ResolvedOptions,
  mock: () => { host: string; port: number },
  log: Log,
): Promise<ConnectProxy> {
  const [{ createConnectProxy }, { createUpstream }] = await Promise.all([
    import('./proxy/proxy.js'),
    import('./proxy/upstream.js'),
  ])
  const upstream = proxyUpstream && createUpstream(proxyUpstream.url, proxyUpstream.noProxy)
  return createConnectProxy({ mock, others, upstream, log })
}

/** Reads and checks the seed before anything is made. */
async function openSeedOf({ seedFile, world }: ResolvedOptions): Promise<SeedSource | undefined> {
  if (seedFile === undefined && world === undefined) return undefined
  const { openSeed } = await import('./seed/seeder.js')
  return openSeed(seedFile === undefined ? { world } : { seedFile })
}

/** The client certificate is valid in real time, and on the clock that was kept, or else with which a seed begins. */
async function openCertificates(
  { dir, appName, hostNames }: ResolvedOptions,
  seedSource: SeedSource | undefined,
  kept: ClockNote | undefined,
): Promise<CertificateSet> {
  const start = (kept && startOf(kept)) ?? (seedSource && (await import('./seed/seeder.js')).clockOf(seedSource))
  const clock = start && { clock: new Date(startingInstant(start, Date.now())) }
  return dir === undefined
    ? createMemoryCertificates({ appName, hostNames, ...clock })
    : openCertificateDirectory({ dir, appName, hostNames, ...clock })
}

function serverCertificateOf(
  { authority, server }: CertificateSet,
  { serverCertificate, hostNames }: ResolvedOptions,
): KeyAndCertificate | Promise<KeyAndCertificate> {
  if (serverCertificate === undefined) return server
  return issueBadServerCertificate(serverCertificate, { authority, hostNames, key: server.key })
}

function filesOf(certificates: CertificateSet): Partial<ConnectionInfo> {
  const client: ClientCertificate & Partial<StoredClientCertificate> = certificates.client
  const { paths } = certificates as { paths?: { ca: string } }
  if (client.paths === undefined || paths === undefined) return {}
  const { cert, key, pkcs12 } = client.paths
  return { cert, key, ca: paths.ca, pkcs12, pkcs12Password: client.pkcs12Password }
}

async function createAutoLogin(log: Log): Promise<NonNullable<Surroundings['autoLogin']>> {
  const people = await loadPeopleMaker()
  return (world, now) => {
    const { authorizationCode, userKey } = logIn(world, people, now, {})
    log.warn(
      { userKey },
      `auto-login: an authorization code that nobody issued logged user ${userKey} in; production answers OAUTH_ISSUE_TOKEN_ERROR`,
    )
    return { code: authorizationCode }
  }
}

function createAutoApprove(log: Log): NonNullable<Surroundings['autoApprove']> {
  return (world, payment, now) => {
    const { orderNo, userKey } = approve(world, payment, now)
    log.warn(
      { orderNo, userKey },
      `auto-approve: the payment of order ${orderNo} was approved as it was made; in production user ${userKey} approves it in checkoutPayment`,
    )
  }
}
