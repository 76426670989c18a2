import { checkAppName } from '../../ca/index.js'
import { requireNode, startWithNode } from '../../errors/runtime.js'
import { createFeed } from '../control/events/feed.js'
import type { ConnectionInfo, ControlSurroundings } from '../control/route.js'
import { createLateServer } from '../partner-side/listener/late-server.js'
import { urlHost } from '../partner-side/listener/listen.js'
import { selectVariants } from '../partner-side/variants.js'
import { createJournal } from '../record/journal.js'
import { createLog } from '../record/log.js'
import type { ExportOptions } from '../seed/export-world.js'
import { createPhones } from '../toss-side/app/phone.js'
import { createCallbackSender } from '../toss-side/callbacks/sender.js'
import { tossSideContext } from '../toss-side/context.js'
import { createFaultsSide } from '../toss-side/faults.js'
import { createTossSide } from '../toss-side/index.js'
import { createIsolation } from '../toss-side/isolated-mini-apps.js'
import { settleEverySubscription } from '../toss-side/subscription-webhook.js'
import { createClock, noteOf } from '../world/clock.js'
import { memoryEngine } from '../world/memory-engine.js'
import { loadPeopleMaker } from '../world/people.js'
import type { Identity, State } from '../world/state/open-state.js'
import { createStore } from '../world/store-of-turns.js'
import { createBeginning } from './beginning.js'
import { filesOf, openCertificates } from './certificates.js'
import { keptClockOf } from './clock.js'
import { loopback, startListening } from './listening.js'
import type { MockServer } from './mock-server.js'
import { type MockServerOptions, type ResolvedOptions, resolveOptions } from './options.js'

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
  const state = await openState(resolved.stateFile, { sync: resolved.stateSync })
  try {
    return await startResolved(resolveOptions(asBefore(options, state.identity)), state)
  } catch (error) {
    await state.engine.close()
    throw error
  }
}

/** What a state file remembers holds where nothing else is said. */
function asBefore(options: MockServerOptions, identity: Identity | undefined): MockServerOptions {
  if (identity === undefined) return options
  const { seed = identity.seed, decryptionKey = identity.decryptionKey, aad = identity.aad } = options
  return { ...options, seed, decryptionKey, aad }
}

/** What is said of a change that was not written to its end: nobody was told that it was made. */
const tornEnd = (bytes: number) => `the last change was not written to its end, and is left out (${bytes} bytes)`

async function startResolved(resolved: ResolvedOptions, state?: State): Promise<MockServer> {
  const variants = selectVariants(resolved.variants)
  const seed = isSeeded(resolved) ? await (await import('./seed.js')).openStartSeed(resolved) : undefined
  const log = createLog({ level: resolved.logLevel, format: resolved.logFormat })
  if (state !== undefined && state.torn > 0) log.warn(`state file: ${tornEnd(state.torn)}`)
  const keptClock = keptClockOf(state, log)
  const [certificates, { createPartnerSide }] = await Promise.all([
    openCertificates(resolved, keptClock ?? seed?.clock),
    // Loaded here, so that the keys of a first start are made meanwhile.
    import('./partner-side.js'),
  ])
  const clock = createClock(Date.now, (note) => store.keep('clock', note))
  if (keptClock !== undefined) clock.reset(keptClock)
  const store = createStore({ seed: resolved.seed, now: clock.now, engine: state?.engine ?? memoryEngine() })
  const journal = createJournal({ size: resolved.journalSize, now: clock.now })
  const tokenSigningKey = state?.identity?.tokenSigningKey ?? certificates.tokenSigningKey
  const partner = await createPartnerSide({
    resolved,
    variants,
    certificates,
    tokenSigningKey,
    store,
    clock,
    journal,
    log,
    seed,
  })

  const callbacks = createCallbackSender({
    journal,
    log,
    timeout: resolved.callbackTimeout,
    redact: resolved.redact,
    variants: variants.choices,
  })
  const phones = createPhones({ clock, log, redact: resolved.redact })
  const contextOf = (miniApp: string) =>
    tossSideContext({
      miniApp: checkAppName(miniApp),
      store,
      clock,
      callbacks,
      faults: partner.faults,
      certificates: partner.certificates.of(miniApp),
      phone: phones.of(miniApp),
      variant: variants.of,
      people: loadPeopleMaker,
    })
  const tossSide = (miniApp: string) => createTossSide(contextOf(miniApp))
  clock.onMove(() => callbacks.track(undefined, settleEverySubscription({ miniApps: store.miniApps, contextOf })))

  const beginning = createBeginning({ resolved, variants, store, clock, partner, callbacks, seed })
  const { decryptionKey, aad } = resolved
  store.keep('identity', { seed: resolved.seed, decryptionKey, aad, tokenSigningKey })
  if (keptClock === undefined) await beginning.begin()
  else store.keep('clock', noteOf(keptClock, Date.now()))
  // The scenarios begin where the clock does.
  partner.faults.reset()

  async function reset(miniApp?: string): Promise<void> {
    await beginning.reset(miniApp)
    phones.reset(miniApp)
    if (miniApp === undefined) journal.clear()
  }

  const { overrides, certificateOf } = partner
  const ca = certificates.authority.cert
  const faults = createFaultsSide({ faults: partner.faults, clock, owner: null })
  const exportWorld = async (options?: ExportOptions) =>
    (await import('../seed/export-world.js')).exportWorld({ store, clock }, options)
  const isolation = createIsolation({
    issue: certificateOf,
    taken: async () => [resolved.appName, ...(await store.miniApps())],
    journal,
    reset,
  })

  const feed = createFeed({ journal, store, clock })
  const surroundings: ControlSurroundings = {
    tossSide,
    contextOf,
    clock,
    journal,
    ca,
    isolation,
    overrides,
    faults: partner.faults,
    feed,
    reset,
    exportWorld,
    jwks: partner.surroundings.signer.jwks,
    info: () => info,
    miniApps: store.miniApps,
    stopOrder: resolved.stopOrder,
  }
  const control = createLateServer(async () => {
    const { createControlServer } = await import('../control/server.js')
    return createControlServer({ surroundings, log, allowedHosts: resolved.controlAllowHosts })
  })
  const closeMeanwhile = () => {
    // What a page listens to would keep the control port open.
    phones.close()
    feed.close()
    return callbacks.close()
  }
  const listening = await startListening({
    resolved,
    partner,
    control: resolved.controlPort === false ? undefined : control,
    log,
    closes: { meanwhile: closeMeanwhile, afterwards: store.close },
  })

  const { port, controlPort, proxyPort, close, unref } = listening
  const baseUrl = `https://${urlHost(resolved.host)}:${port}`
  const info: ConnectionInfo = {
    baseUrl,
    payBaseUrl: baseUrl,
    controlUrl: controlPort === undefined ? '' : `http://${urlHost(resolved.host)}:${controlPort}`,
    appName: resolved.appName,
    ...filesOf(certificates),
    decryptionKey,
    aad,
    ...(proxyPort !== undefined && { proxyUrl: `http://${loopback}:${proxyPort}` }),
    pid: process.pid,
  }
  return {
    baseUrl,
    payBaseUrl: baseUrl,
    controlUrl: info.controlUrl,
    proxyUrl: info.proxyUrl,
    appName: resolved.appName,
    clientTls: { cert: certificates.client.cert, key: certificates.client.key, ca },
    decryption: { key: decryptionKey, aad },
    certificates,
    toss: tossSide(resolved.appName),
    tossSide,
    async issueCertificate(miniApp) {
      const { cert, key } = await certificateOf(miniApp)
      return { cert, key, ca }
    },
    async isolate(wanted) {
      const isolated = await isolation.open(wanted)
      return { ...isolated, ca, release: () => isolation.release(isolated.appName) }
    },
    clock,
    journal,
    overrides,
    faults,
    info,
    reset,
    exportWorld,
    close,
    unref,
    [Symbol.asyncDispose]: close,
  }
}

function isSeeded({ seedFile, world }: ResolvedOptions): boolean {
  return seedFile !== undefined || world !== undefined
}
