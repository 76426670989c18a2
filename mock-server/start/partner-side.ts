import type { PeerCertificate } from 'node:tls'
import type { CertificateSet, ClientCertificate } from '../../ca/index.js'
import { createRulesInForce, type RulesInForce } from '../partner-side/faults/rules-in-force.js'
import type { Objection } from '../partner-side/listener/explain-refusal.js'
import type { Surroundings } from '../partner-side/operations/handler.js'
import { createOverrides, type PreparedAnswers } from '../partner-side/overrides.js'
import { createPartnerApi, type PartnerApi } from '../partner-side/partner-api.js'
import { createRateLimiter } from '../partner-side/rate-limit.js'
import type { VariantSelection } from '../partner-side/variants.js'
import type { Journal } from '../record/journal.js'
import type { Log } from '../record/log.js'
import { createAutoApprove, createAutoLogin } from '../toss-side/auto-login-and-approve.js'
import { type CertificateRegistry, createCertificateRegistry } from '../toss-side/certificates/registry.js'
import { isRevokedIn } from '../toss-side/certificates/shared-ledger.js'
import type { Clock } from '../world/clock.js'
import { createFieldEncryption } from '../world/personal-fields.js'
import type { KeptStore } from '../world/store-of-turns.js'
import { createTokenSigner } from '../world/token-signer.js'
import { serverCertificateOf } from './certificates.js'
import type { ResolvedOptions } from './options.js'

/** The partner API, not yet listening, and what steers it. */
export interface PartnerSide extends PartnerApi {
  readonly surroundings: Surroundings
  readonly overrides: PreparedAnswers
  readonly faults: RulesInForce
  readonly certificates: CertificateRegistry
  /** The first certificate of a mini-app, made where there is none; valid on the mock's clock. */
  certificateOf(miniApp: string): Promise<ClientCertificate>
}

/** What both sides of a mock stand on. */
export interface Foundation {
  readonly resolved: ResolvedOptions
  readonly variants: VariantSelection
  readonly store: KeptStore
  /** Whether other processes share it. */
  readonly isShared: boolean
  readonly clock: Clock
  readonly journal: Journal
  readonly log: Log
}

/**
 * Makes the partner API.
 *
 * @param tokenSigningKey - PEM
 */
export async function createPartnerSide(
  { resolved, variants, store, isShared, clock, journal, log }: Foundation,
  set: CertificateSet,
  tokenSigningKey: string,
): Promise<PartnerSide> {
  const surroundings: Surroundings = {
    encryptField: createFieldEncryption({ key: resolved.decryptionKey, aad: resolved.aad }),
    signer: createTokenSigner(tokenSigningKey),
    variant: variants.of,
    autoLogin: resolved.autoLogin ? await createAutoLogin(log) : undefined,
    autoApprove: resolved.autoApprove ? createAutoApprove(log) : undefined,
  }
  const rateLimiter = resolved.rateLimits
    ? createRateLimiter(variants.of('messenger.sendLimit'), store.equipment)
    : undefined
  const overrides = createOverrides(store)
  const faults = createRulesInForce({
    seed: resolved.seed,
    now: clock.now,
    kept: store,
    scenarios: [resolved.scenario].flat(),
  })
  const certificates = createCertificateRegistry({
    certificates: set,
    clock,
    log,
    language: resolved.lang,
    shared: isShared ? store : undefined,
    connections: () => api.tls,
  })
  const { judge, onUse } = certificates.listener

  function objectionTo(certificate: PeerCertificate): Objection | undefined {
    const objection = judge(certificate)
    if (objection !== undefined) return objection
    const struck = faults.strikeConnection(String(certificate.subject.CN))
    return struck && { found: 'fault', detail: struck.id }
  }

  const api = createPartnerApi({
    tls: {
      ...(await serverCertificateOf(set, resolved)),
      ca: set.authority.cert,
      language: resolved.lang,
      badServerCertificate: resolved.serverCertificate,
      judge: (certificate) =>
        store.asked(
          () => objectionTo(certificate),
          () => judge(certificate),
        ),
      onUse,
    },
    store,
    clock,
    surroundings,
    variants,
    rateLimiter,
    overrides,
    faults,
    isRevoked: isShared ? (serialNumber) => isRevokedIn(store, serialNumber) : undefined,
    journal,
    log,
    // What several processes have is redacted before it leaves this one.
    redact: resolved.redact || isShared,
  })
  return {
    ...api,
    surroundings,
    overrides,
    faults,
    certificates,
    async certificateOf(miniApp) {
      const certificate = await set.issueByClock(miniApp, new Date(clock.now()))
      await certificates.adopt(certificate)
      return certificate
    },
  }
}
