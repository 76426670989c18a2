import type { CertificateSet, ClientCertificate } from '../../ca/index.js'
import { createRulesInForce, type RulesInForce } from '../partner-side/faults/rules-in-force.js'
import type { Surroundings } from '../partner-side/operations/handler.js'
import { createOverrides, type Overrides } from '../partner-side/overrides.js'
import { createPartnerApi, type PartnerApi } from '../partner-side/partner-api.js'
import { createRateLimiter } from '../partner-side/rate-limit.js'
import type { VariantSelection } from '../partner-side/variants.js'
import type { Journal } from '../record/journal.js'
import type { Log } from '../record/log.js'
import { createAutoApprove, createAutoLogin } from '../toss-side/auto-login-and-approve.js'
import { type CertificateRegistry, createCertificateRegistry } from '../toss-side/certificates/registry.js'
import type { Clock } from '../world/clock.js'
import { createFieldEncryption } from '../world/personal-fields.js'
import type { Store } from '../world/store.js'
import { createTokenSigner } from '../world/token-signer.js'
import { serverCertificateOf } from './certificates.js'
import type { ResolvedOptions } from './options.js'
import type { StartSeed } from './seed.js'

/** The partner API, not yet listening, and what steers it. */
export interface PartnerSide extends PartnerApi {
  readonly surroundings: Surroundings
  readonly overrides: Overrides
  readonly faults: RulesInForce
  readonly certificates: CertificateRegistry
  /** The first certificate of a mini-app, made where there is none; valid on the mock's clock. */
  certificateOf(miniApp: string): Promise<ClientCertificate>
  /** Back to the beginning, of one mini-app or of all. */
  reset(miniApp?: string): void
}

/** What the partner API is made from. */
export interface PartnerSideOptions {
  readonly resolved: ResolvedOptions
  readonly variants: VariantSelection
  readonly certificates: CertificateSet
  /** PEM. */
  readonly tokenSigningKey: string
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly log: Log
  readonly seed: StartSeed | undefined
}

/** Makes the partner API. */
export async function createPartnerSide(options: PartnerSideOptions): Promise<PartnerSide> {
  const { resolved, variants, certificates: set, tokenSigningKey, store, clock, journal, log, seed } = options
  const surroundings: Surroundings = {
    encryptField: createFieldEncryption({ key: resolved.decryptionKey, aad: resolved.aad }),
    signer: createTokenSigner(tokenSigningKey),
    variant: variants.of,
    autoLogin: resolved.autoLogin ? await createAutoLogin(log) : undefined,
    autoApprove: resolved.autoApprove ? createAutoApprove(log) : undefined,
  }
  const rateLimiter = resolved.rateLimits ? createRateLimiter(variants.of('messenger.sendLimit')) : undefined
  const overrides = createOverrides()
  const faults = createRulesInForce({
    seed: resolved.seed,
    now: clock.now,
    scenarios: [resolved.scenario].flat(),
    ...(seed && { seeded: seed.faults }),
  })
  const certificates = createCertificateRegistry({
    certificates: set,
    clock,
    log,
    language: resolved.lang,
    connections: () => api.tls,
  })
  const api = createPartnerApi({
    tls: {
      ...(await serverCertificateOf(set, resolved)),
      ca: set.authority.cert,
      language: resolved.lang,
      badServerCertificate: resolved.serverCertificate,
      ...certificates.listener,
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
  return {
    ...api,
    surroundings,
    overrides,
    faults,
    certificates,
    async certificateOf(miniApp) {
      const certificate = await set.issueByClock(miniApp, new Date(clock.now()))
      certificates.adopt(certificate)
      return certificate
    },
    reset(miniApp) {
      rateLimiter?.reset(miniApp)
      overrides.clear(miniApp)
      certificates.reset(miniApp)
      faults.reset(miniApp)
    },
  }
}
