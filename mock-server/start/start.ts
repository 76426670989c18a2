import type { Socket } from 'node:net'
import { type ClientCertificate, checkAppName } from '../../ca/index.js'
import { requireNode, startWithNode } from '../../errors/runtime.js'
import type { ConnectionInfo } from '../control/route.js'
import { createFaultBook } from '../partner-side/faults/fault-book.js'
import { createLateServer } from '../partner-side/listener/late-server.js'
import { listen, reachable, urlHost } from '../partner-side/listener/listen.js'
import type { Surroundings } from '../partner-side/operations/handler.js'
import { createOverrides } from '../partner-side/overrides.js'
import type { ConnectProxy } from '../partner-side/proxy/proxy.js'
import { createRateLimiter } from '../partner-side/rate-limit.js'
import { selectVariants } from '../partner-side/variants.js'
import { createJournal } from '../record/journal.js'
import { createLog, type Log } from '../record/log.js'
import type { ExportOptions } from '../seed/export-world.js'
import type { WorldSeed } from '../seed/world-seed.js'
import { createAutoApprove, createAutoLogin } from '../toss-side/auto.js'
import { createCallbackSender } from '../toss-side/callbacks/sender.js'
import { createCertificateRegistry } from '../toss-side/certificates/registry.js'
import { tossSideContext } from '../toss-side/context.js'
import { createFaultsSide } from '../toss-side/faults.js'
import { createTossSide } from '../toss-side/index.js'
import { createIsolation } from '../toss-side/isolated-mini-apps.js'
import { settleEverySubscription } from '../toss-side/subscription-webhook.js'
import type { SeedSource } from '../world/checks/issue.js'
import {
  beyondClock,
  type ClockNote,
  createClock,
  isWithinClock,
  noteOf,
  startingInstant,
  startOf,
} from '../world/clock.js'
import { createMemoryStore } from '../world/memory-store.js'
import { loadPeopleMaker } from '../world/people.js'
import { createFieldEncryption } from '../world/personal-fields.js'
import type { Identity, State } from '../world/state/open-state.js'
import { createTokenSigner } from '../world/token-signer.js'
import { filesOf, openCertificates, serverCertificateOf } from './certificates.js'
import type { MockServer } from './mock-server.js'
import { type MockServerOptions, type ResolvedOptions, resolveOptions } from './options.js'

/** How long requests in flight may take when the mock is closed, in milliseconds. */
const closingGrace = 5_000

/**
 * Starts the mock: the partner API over mTLS, and the control API over plain HTTP on a port of its own.
 *
 * @throws CodedError `ERR_UNSUPPORTED_RUNTIME`, `ERR_INVALID_OPTION`, `ERR_SEED_FILE`, `ERR_STATE_*`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`
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
  requireNode('the mock', startWithNode)
  const resolved = resolveOptions(options)
  if (resolved.stateFile === undefined) return startResolved(resolved)
  const { openState } = await import('../world/state/open-state.js')
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
  let seedSource = await openSeedOf(resolved)
  const log = createLog({ level: resolved.logLevel, format: resolved.logFormat })
  const seeding = seedSource && (await import('../seed/seeder.js'))
  // The clock goes on where it was kept, or else begins as the seed says.
  const keptClock =
    state?.clock &&
    startOf(
      usableNote(state.clock, (note) => {
        log.warn(`the clock in the state file ${beyondClock}: it begins at real time`)
        state.keepClock(note)
      }),
    )
  const clockStart = keptClock ?? (seedSource && seeding?.clockOf(seedSource))
  const [certificates, { createPartnerApi }] = await Promise.all([
    openCertificates(resolved, clockStart),
    // Loaded here, so that the keys of a first start are made meanwhile.
    import('../partner-side/partner-api.js'),
  ])
  const clock = createClock(Date.now, state?.keepClock)
  if (keptClock !== undefined) clock.reset(keptClock)
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
  const rateLimiter = resolved.rateLimits ? createRateLimiter(variants.of('messenger.sendLimit')) : undefined
  const overrides = createOverrides()
  const faults = createFaultBook({
    seed: resolved.seed,
    now: clock.now,
    scenarios: [resolved.scenario].flat(),
    ...(seeding && { seeded: () => seeding.faultsOf(seedSource as SeedSource) }),
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

  /** Worlds and clock as the seed has them; of one mini-app only its world. */
  async function restore(source: SeedSource | undefined, miniApp?: string): Promise<void> {
    const seeder = source && seeding?.createSeeder(source, { seed: resolved.seed, surroundings, variants })
    const start = seeder?.clock ?? {}
    const now = miniApp === undefined ? startingInstant(start, Date.now()) : clock.now()
    const worlds = (await seeder?.makeWorlds(now, miniApp)) ?? new Map()
    const begin = noteOf(start, Date.now())
    await store.load(worlds, miniApp, {
      ...(miniApp === undefined && { clock: begin }),
      done() {
        seedSource = source
        callbacks.drop(miniApp)
        if (miniApp === undefined) clock.reset(startOf(begin))
      },
    })
  }

  const { seed, decryptionKey, aad } = resolved
  state?.keepIdentity({ seed, decryptionKey, aad, tokenSigningKey })
  if (state?.clock === undefined) await restore(seedSource)
  // The scenarios begin where the clock does.
  faults.reset()

  async function reset(miniApp?: string): Promise<void> {
    await restore(await openSeedOf(resolved, seedSource), miniApp)
    rateLimiter?.reset(miniApp)
    overrides.clear(miniApp)
    registry.reset(miniApp)
    faults.reset(miniApp)
    if (miniApp === undefined) journal.clear()
  }

  async function exportWorld(options?: ExportOptions): Promise<WorldSeed> {
    return (await import('../seed/export-world.js')).exportWorld({ store, clock }, options)
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
          const { createControlServer } = await import('../control/server.js')
          return createControlServer({
            surroundings: {
              tossSide,
              contextOf,
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
              stopOrder: resolved.stopOrder,
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

/** A state file of a version whose clock had no end may hold one that stands where none can. */
function usableNote(note: ClockNote, replace: (note: ClockNote) => void): ClockNote {
  if (isWithinClock(startingInstant(startOf(note), Date.now()))) return note
  const atRealTime = { aheadBy: 0 }
  replace(atRealTime)
  return atRealTime
}

async function createProxyFor(
  { proxyOthers: others, proxyUpstream }: ResolvedOptions,
  mock: () => { host: string; port: number },
  log: Log,
): Promise<ConnectProxy> {
  const [{ createConnectProxy }, { createUpstream }] = await Promise.all([
    import('../partner-side/proxy/proxy.js'),
    import('../partner-side/proxy/upstream.js'),
  ])
  const upstream = proxyUpstream && createUpstream(proxyUpstream.url, proxyUpstream.noProxy)
  return createConnectProxy({ mock, others, upstream, log })
}

/** Reads and checks the seed before anything is made. `before` is what it was: of a file that has not changed, that again. */
async function openSeedOf({ seedFile, world }: ResolvedOptions, before?: SeedSource): Promise<SeedSource | undefined> {
  if (seedFile === undefined && (world === undefined || before !== undefined)) return before
  const { openSeed } = await import('../seed/seeder.js')
  return openSeed(seedFile === undefined ? { world } : { seedFile }, before)
}
