import type { PeerCertificate } from 'node:tls'
import type { Revocation } from '../../../ca/index.js'
import type { Objection } from '../../partner-side/listener/explain-refusal.js'
import type { Clock } from '../../world/clock.js'

/** OpenSSL's level 2, which Debian and others demand; Node's own OpenSSL is content with 1024. */
const leastBits = 2048

/** What the mock has against a certificate that OpenSSL lets pass, or that it does not look at in a resumed session. */
export function objectionTo(
  { subject, valid_to, bits, modulus }: PeerCertificate,
  revocation: Revocation | undefined,
  { now, aheadBy }: Clock['state'],
): Objection | undefined {
  // The mini-app is the CN. Node gives several as a list.
  const commonName = subject.CN as string | string[] | undefined
  if (Array.isArray(commonName)) return { found: 'several-common-names' }
  if (commonName === undefined || commonName.trim() === '') return { found: 'without-common-name' }
  if (revocation !== undefined) return { found: 'revoked', detail: revocation.revokedAt }
  const validTo = Date.parse(valid_to)
  if (now - aheadBy >= validTo) return { found: 'expired' }
  if (now >= validTo) return { found: 'expired-on-the-mocks-clock', detail: new Date(now).toISOString() }
  // Only an RSA key has a modulus.
  return modulus !== undefined && bits !== undefined && bits < leastBits
    ? { found: 'weak-key', detail: `${bits}` }
    : undefined
}
