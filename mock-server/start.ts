import type { Logger } from 'pino'
import {
  type CertificateSet,
  type ClientCertificate,
  checkAppName,
  createMemoryCertificates,
  openCertificateDirectory,
  type StoredClientCertificate,
} from '../ca/index.js'
import { createCallbackSender } from './callbacks/sender.js'
import { type Clock, createClock } from './clock.js'
import type { ConnectionInfo } from './control/route.js'
import { createJournal, type Journal } from './journal.js'
import { listen, urlHost } from './listener/listen.js'
import { createLog } from './log.js'
import type { Surroundings } from './operations/handler.js'
import { type MockServerOptions, type ResolvedOptions, resolveOptions } from './options.js'
import { createPartnerApi } from './partner-api.js'
import { createFieldEncryption } from './personal-fields.js'
import { createRateLimiter } from './rate-limit.js'
import { createTokenSigner } from './token-signer.js'
import { tossSideContext } from './toss-side/context.js'
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
  readonly clock: Clock
  readonly journal: Journal
  /** The names and values that point a client at this mock. */
  readonly info: ConnectionInfo
  /** Drops the world of one mini-app; of all, with clock and journal, where none is named. */
  reset(miniApp?: string): Promise<void>
  /** Answers what is in flight, then stops. Calling it again does nothing. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** How long requests in flight may take when the mock is closed, in milliseconds. */
const closingGrace = 5_000

/**
 * Starts the mock: the partner API over mTLS, and the control API over plain HTTP on a port of its own.
 *
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_PORT_TAKEN`, `ERR_LISTEN`, `ERR_CA_*`
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
  const variants = selectVariants(resolved.variants)
  const [certificates, log] = await Promise.all([
    openCertificates(resolved),
    createLog({ level: resolved.logLevel, format: resolved.logFormat }),
  ])
  const clock = createClock()
  const store = createMemoryStore({ seed: resolved.seed, now: clock.now })
  const journal = createJournal({ size: resolved.journalSize, now: clock.now })
  const signer = createTokenSigner(certificates.tokenSigningKey)
  const surroundings: Surroundings = {
    encryptField: createFieldEncryption({ key: resolved.decryptionKey, aad: resolved.aad }),
    signer,
    variant: variants.of,
    autoLogin: resolved.autoLogin ? await createAutoLogin(log) : undefined,
    autoApprove: resolved.autoApprove ? createAutoApprove(log) : undefined,
  }
  const rateLimiter = resolved.rateLimits ? createRateLimiter() : undefined
  const { app, tls } = createPartnerApi({
    tls: { ...certificates.server, ca: certificates.authority.cert },
    store,
    clock,
    surroundings,
    variants,
    rateLimiter,
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
      variant: variants.of,
      people: loadPeopleMaker,
    })
  const tossSide = (miniApp: string) => createTossSide(contextOf(miniApp))
  clock.onMove(() => callbacks.track(undefined, settleEverySubscription({ miniApps: store.miniApps, contextOf })))

  async function reset(miniApp?: string): Promise<void> {
    callbacks.drop(miniApp)
    await store.reset(miniApp)
    rateLimiter?.reset(miniApp)
    if (miniApp !== undefined) return
    clock.reset()
    journal.clear()
  }

  const control =
    resolved.controlPort === false
      ? undefined
      : (await import('./control/server.js')).createControlServer({
          surroundings: {
            tossSide,
            clock,
            journal,
            jwks: signer.jwks,
            info: () => info,
            miniApps: store.miniApps,
            issue: (miniApp) => certificates.issue(miniApp),
            reset,
          },
          log,
          allowedHosts: resolved.controlAllowHosts,
        })

  async function close(): Promise<void> {
    const closed = Promise.all([callbacks.close(), app.close(), control?.close()])
    tls.destroyConnections('idle')
    const giveUp = setTimeout(() => tls.destroyConnections('all'), closingGrace)
    await closed
    clearTimeout(giveUp)
    await store.close()
  }

  let closing: Promise<void> | undefined
  const closeOnce = () => {
    closing ??= close()
    return closing
  }

  let port: number
  let controlPort: number | undefined
  try {
    const { host } = resolved
    port = await listen(app, { host, port: resolved.port, flag: '--port' })
    if (control !== undefined && resolved.controlPort !== false) {
      controlPort = await listen(control, { host, port: resolved.controlPort, flag: '--control-port' })
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
    pid: process.pid,
  }
  return {
    baseUrl,
    payBaseUrl: baseUrl,
    controlUrl: info.controlUrl,
    appName: resolved.appName,
    clientTls: { cert: client.cert, key: client.key, ca: authority.cert },
    decryption: { key: resolved.decryptionKey, aad: resolved.aad },
    certificates,
    toss: tossSide(resolved.appName),
    tossSide,
    async issueCertificate(miniApp) {
      const { cert, key } = await certificates.issue(miniApp)
      return { cert, key, ca: authority.cert }
    },
    clock,
    journal,
    info,
    reset,
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  }
}

function openCertificates({ dir, appName, hostNames }: ResolvedOptions): Promise<CertificateSet> {
  return dir === undefined
    ? createMemoryCertificates({ appName, hostNames })
    : openCertificateDirectory({ dir, appName, hostNames })
}

function filesOf(certificates: CertificateSet): Partial<ConnectionInfo> {
  const client: ClientCertificate & Partial<StoredClientCertificate> = certificates.client
  const { paths } = certificates as { paths?: { ca: string } }
  if (client.paths === undefined || paths === undefined) return {}
  const { cert, key, pkcs12 } = client.paths
  return { cert, key, ca: paths.ca, pkcs12, pkcs12Password: client.pkcs12Password }
}

async function createAutoLogin(log: Logger): Promise<NonNullable<Surroundings['autoLogin']>> {
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

function createAutoApprove(log: Logger): NonNullable<Surroundings['autoApprove']> {
  return (world, payment, now) => {
    const { orderNo, userKey } = approve(world, payment, now)
    log.warn(
      { orderNo, userKey },
      `auto-approve: the payment of order ${orderNo} was approved as it was made; in production user ${userKey} approves it in checkoutPayment`,
    )
  }
}
