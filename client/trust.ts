import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'

/**
 * A secure context that trusts authorities besides those that Node trusts by itself. Giving Node a `ca` replaces the latter,
 * and naming them all there costs some 20 ms of parsing for each context. Node's own list is parsed once per process when
 * none is named; the further ones are then added to the context's copy of it, which no other context sees.
 *
 * @param ca - PEM of the further authorities
 * @param options - everything else of the context; must not contain `ca`
 */
export function contextTrusting(ca: readonly string[], options: tls.SecureContextOptions): tls.SecureContext {
  const context = tls.createSecureContext(options)
  if (ca.length === 0) return context
  const { context: native } = context as { context?: { addCACert?: (pem: string) => void } }
  const trusted = new Set(trustedByNode())
  const ownList = new Set(tls.rootCertificates)
  const trustsOwnList = tls.rootCertificates.every((pem) => trusted.has(pem))
  // What Node itself calls for each `ca`; not documented, so it may be missing one day, or in another runtime.
  if (!trustsOwnList || typeof native?.addCACert !== 'function') return namingAll(ca, options)
  for (const pem of [...trusted, ...ca]) if (!ownList.has(pem)) native.addCACert(pem)
  return context
}

/** The same in the documented way. */
export function namingAll(ca: readonly string[], options: tls.SecureContextOptions): tls.SecureContext {
  return tls.createSecureContext({ ...options, ...(ca.length > 0 && { ca: [...trustedByNode(), ...ca] }) })
}

function trustedByNode(): readonly string[] {
  // Node 22.15 and later can say; before, its own list and NODE_EXTRA_CA_CERTS are what there is.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] }
  if (getCACertificates !== undefined) return getCACertificates('default')
  const extra = process.env.NODE_EXTRA_CA_CERTS
  if (extra === undefined || extra === '') return tls.rootCertificates
  try {
    return [...tls.rootCertificates, readFileSync(extra, 'utf8')]
  } catch {
    return tls.rootCertificates
  }
}
