import { CodedError } from '../errors/index.js'
import { type Authority, createAuthority } from './authority.js'
import type { KeyAndCertificate } from './key-and-certificate.js'
import { generatePrivateKey } from './private-key.js'

/** Client certificates that something is wrong with, for tests, and what that is. */
export const badCertificates = {
  expired: 'expired yesterday, in real time',
  'not-yet-valid': 'valid from tomorrow on, in real time',
  'unknown-authority': 'issued by another certificate authority',
  'other-mini-app': 'issued for another mini-app: a good certificate, and another world',
  'key-mismatch': 'the key is that of another certificate',
  'weak-key': 'an RSA key of 1024 bits',
  'wrong-purpose': 'meant for servers, not for client authentication',
} as const

/** One of `badCertificates`. */
export type BadCertificate = keyof typeof badCertificates

/** Server certificates that something is wrong with, and what that is. */
export const badServerCertificates = {
  expired: 'expired yesterday',
  'wrong-host': 'for wrong-host.localhost only',
  'unknown-ca': 'issued by an authority that is not ca.crt',
} as const

/** One of `badServerCertificates`. */
export type BadServerCertificate = keyof typeof badServerCertificates

const day = 86_400_000

/**
 * Issues a client certificate that is bad in one way and good in every other.
 *
 * @param given.appName the mini-app; another name is made of it for `other-mini-app`
 * @param given.key a private key (PEM) to use where the kind of badness allows it: saves making one
 * @throws CodedError `ERR_INVALID_OPTION` for an unknown kind
 * @example
 * ```ts
 * const expired = await issueBadCertificate('expired', { authority, appName: 'my-mini-app' })
 * ```
 */
export async function issueBadCertificate(
  kind: BadCertificate,
  { authority, appName, key }: { authority: Authority; appName: string; key?: string },
): Promise<KeyAndCertificate> {
  checkKind('kind', kind, badCertificates)
  const now = Date.now()
  const options = { appName, ...(key !== undefined && { key }) }
  switch (kind) {
    case 'expired':
      return authority.issueClientCertificate({ ...options, notAfter: new Date(now - day) })
    case 'not-yet-valid':
      return authority.issueClientCertificate({ ...options, notBefore: new Date(now + day) })
    case 'unknown-authority':
      return (await anotherAuthority()).issueClientCertificate(options)
    case 'other-mini-app':
      return authority.issueClientCertificate({ ...options, appName: `other-${appName}`.slice(0, 64) })
    case 'key-mismatch': {
      const [issued, anotherKey] = await Promise.all([authority.issueClientCertificate(options), generatePrivateKey()])
      return { cert: issued.cert, key: anotherKey }
    }
    case 'weak-key':
      return authority.issueClientCertificate({ appName, bits: 1024 })
    case 'wrong-purpose':
      return authority.issueClientCertificate({ ...options, extendedKeyUsage: ['serverAuth'] })
  }
}

/**
 * Issues a server certificate that is bad in one way and good in every other.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for an unknown kind
 */
export async function issueBadServerCertificate(
  kind: BadServerCertificate,
  { authority, hostNames = [], key }: { authority: Authority; hostNames?: readonly string[]; key?: string },
): Promise<KeyAndCertificate> {
  checkKind('serverCertificate', kind, badServerCertificates)
  const options = { hostNames, ...(key !== undefined && { key }) }
  switch (kind) {
    case 'expired':
      return authority.issueServerCertificate({ ...options, notAfter: new Date(Date.now() - day) })
    case 'wrong-host':
      return authority.issueServerCertificate({
        ...options,
        hostNames: ['wrong-host.localhost'],
        defaultHostNames: false,
      })
    case 'unknown-ca':
      return (await anotherAuthority()).issueServerCertificate(options)
  }
}

function checkKind(field: string, kind: string, kinds: Readonly<Record<string, string>>): void {
  if (Object.hasOwn(kinds, kind)) return
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `${field} must be one of the bad certificates, not ${JSON.stringify(kind)}`,
    {
      fix: `There are ${Object.keys(kinds).join(', ')}.`,
    },
  )
}

let another: Promise<Authority> | undefined

/** An authority that nobody trusts, made once per process. */
function anotherAuthority(): Promise<Authority> {
  another ??= createAuthority({ name: 'another CA of apps-in-toss-mock (unofficial)' }).catch((error: unknown) => {
    another = undefined
    throw error
  })
  return another
}
