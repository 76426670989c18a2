import { requireNode, startWithNode } from '../../errors/runtime.js'
import type { ConnectionInfo } from '../control/route.js'
import { urlHost } from '../partner-side/listener/listen.js'
import { selectVariants } from '../partner-side/variants.js'
import { createJournal } from '../record/journal.js'
import { createLog, type Log } from '../record/log.js'
import type { ExportOptions } from '../seed/export-world.js'
import { createFaultsSide } from '../toss-side/commands/faults.js'
import { createIsolation } from '../toss-side/isolated-mini-apps.js'
import { createClock } from '../world/clock.js'
import { memoryEngine } from '../world/memory-engine.js'
import type { State } from '../world/state/state.js'
import { createStore } from '../world/store-of-turns.js'
import { createBeginning } from './beginning.js'
import { filesOf, openCertificates } from './certificates.js'
import { createControlSide } from './control-side.js'
import { followSharedWorld } from './follow-shared-world.js'
import { keptClockOf } from './kept-clock.js'
import { loopback, startListening } from './listening.js'
import type { MockServer } from './mock-server.js'
import { type MockServerOptions, type ResolvedOptions, resolveOptions } from './options.js'
import { sharedAuthority } from './shared-authority.js'
import { asBefore, identityOf, openStateOf } from './state.js'
import { createTossSides } from './toss-sides.js'

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
  const log = createLog({
    level: resolved.logLevel,
    format: resolved.logFormat,
    ...(resolved.lang === 'ko' && { said: (await import('../../korean/catalogue.js')).inKorean }),
  })
  const state = await openStateOf(resolved, log)
  if (state === undefined) return startResolved(resolved, log)
  try {
    return await startResolved(resolveOptions(asBefore(options, state)), log, state)
  } catch (error) {
    await state.engine.close()
    throw error
  }
}

async function startResolved(resolved: ResolvedOptions, log: Log, state?: State): Promise<MockServer> {
  const variants = selectVariants(resolved.variants)
  const seed = isSeeded(resolved) ? await (await import('./seed.js')).openStartSeed(resolved) : undefined
  const keptClock = keptClockOf(state, log)
  const authority = await sharedAuthority(resolved, state, log)
  const [certificates, { createPartnerSide }] = await Promise.all([
    openCertificates(resolved, keptClock ?? seed?.clock, authority),
    // Loaded here, so that the keys of a first start are made meanwhile.
    import('./partner-side.js'),
  ])
  const identity = await identityOf(resolved, state, certificates.tokenSigningKey)
  const { tokenSigningKey, decryptionKey, aad } = identity
  const store = createStore({ seed: resolved.seed, now: () => clock.now(), engine: state?.engine ?? memoryEngine() })
  const realNow = state?.realNow ?? Date.now
  const clock = createClock(realNow, store.clock)
  const isShared = state?.engine.isShared === true
  if (isShared) await store.ready()
  else if (keptClock !== undefined) clock.reset(keptClock)
  const journal = createJournal({
    size: resolved.journalSize,
    now: clock.now,
    exchange: resolved.journalSize === 0 ? undefined : state?.journal?.(resolved.journalSize),
    failed: (error) =>
      log.warn(`journal: what was called cannot be told to the others now: ${(error as Error).message}`),
  })
  const foundation = { resolved, variants, store, isShared, clock, journal, log }
  const partner = await createPartnerSide(foundation, certificates, tokenSigningKey)
  const tossSides = createTossSides(foundation, partner)
  const { callbacks, phones } = tossSides

  const beginning = createBeginning({ ...foundation, partner, callbacks, seed, realNow })
  if (!isShared) store.keep('identity', identity)
  if (keptClock === undefined) await beginning.begin()
  // The scenarios begin where the clock does. Those who share a world have those of the first.
  if (!isShared) beginning.equip()
  else if (keptClock !== undefined && [resolved.scenario].flat().length > 0) {
    log.warn('state: the world has begun already: --scenario is left alone until the next reset')
  }

  async function reset(miniApp?: string): Promise<void> {
    await beginning.reset(miniApp)
    phones.reset(miniApp)
    if (miniApp !== undefined) return
    journal.clear()
    await journal.settled()
  }

  const { overrides, certificateOf } = partner
  const ca = certificates.authority.cert
  const faults = createFaultsSide({ faults: partner.faults, clock, owner: null })
  const exportWorld = async (options?: ExportOptions) =>
    (await import('../seed/export-world.js')).exportWorld({ store, clock }, options)
  const isolation = createIsolation({
    issue: certificateOf,
    store,
    own: resolved.appName,
    journal,
    async reset(name) {
      await reset(name)
      phones.drop(name)
    },
  })

  const info = (): ConnectionInfo => connectionInfo
  const control = createControlSide(foundation, { partner, tossSides, ca, isolation, reset, exportWorld, info })
  const closing = new AbortController()
  async function afterwards(): Promise<void> {
    await journal.settled().catch(() => {})
    await store.close()
  }
  const closeMeanwhile = () => {
    closing.abort()
    // What a page listens to would keep the control port open.
    phones.close()
    control.feed.close()
    return callbacks.close()
  }
  const listening = await startListening({
    resolved,
    partner,
    control: resolved.controlPort === false ? undefined : control.server,
    log,
    closes: { meanwhile: closeMeanwhile, afterwards },
  })
  if (isShared) followSharedWorld(store, closing.signal)

  const { port, controlPort, proxyPort, close, unref } = listening
  const baseUrl = `https://${urlHost(resolved.host)}:${port}`
  const connectionInfo: ConnectionInfo = {
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
    controlUrl: connectionInfo.controlUrl,
    proxyUrl: connectionInfo.proxyUrl,
    appName: resolved.appName,
    clientTls: { cert: certificates.client.cert, key: certificates.client.key, ca },
    decryption: { key: decryptionKey, aad },
    certificates,
    toss: tossSides.of(resolved.appName),
    tossSide: tossSides.of,
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
    info: connectionInfo,
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
