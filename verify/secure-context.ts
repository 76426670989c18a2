import type { SecureContext } from 'node:tls'
import { contextTrusting } from '../client/trust.js'

/** A client certificate and its key, PEM. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

/** TLS versions that can be offered. */
export type TlsVersion = 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'

/** What is offered and trusted in a handshake. */
export interface Offer {
  /** Undefined where no certificate is offered. */
  readonly identity: Identity | undefined
  /** PEM of an authority to trust besides those that Node comes with. */
  readonly ca?: string | undefined
  /** The only version to offer; 1.2 and 1.3 without it. */
  readonly version?: TlsVersion | undefined
}

const nobody: Identity = { cert: '', key: '' }
const contexts = new WeakMap<Identity, Map<string, SecureContext>>()

/** The context of an offer; equal offers share one. */
export function secureContext({ identity, ca, version }: Offer): SecureContext {
  const known = contexts.get(identity ?? nobody) ?? new Map<string, SecureContext>()
  contexts.set(identity ?? nobody, known)
  const name = `${version} ${ca}`
  const context = known.get(name) ?? makeContext({ identity, ca, version })
  known.set(name, context)
  return context
}

function makeContext({ identity, ca, version }: Offer): SecureContext {
  return contextTrusting(ca === undefined ? [] : [ca], {
    ...identity,
    ...(version !== undefined && { minVersion: version, maxVersion: version }),
    // OpenSSL 3 does not offer TLS 1.1 at its usual security level.
    ...(version === 'TLSv1.1' && { ciphers: 'DEFAULT:@SECLEVEL=0' }),
  })
}
