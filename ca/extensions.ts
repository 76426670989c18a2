import { bitString, integer, objectIdentifier, octetString, primitive, sequence, yes } from './der.js'
import { isAddress } from './host-name.js'

/** An extension of a certificate, RFC 5280, 4.2.1. */
export interface Extension {
  readonly id: string
  readonly critical: boolean
  /** DER. */
  readonly value: Buffer
}

/** What a certificate may be used for; both are real names of X.509 extended key usages. */
export type CertificatePurpose = 'clientAuth' | 'serverAuth'

/** For an authority that may not make others, and for what is none. */
export const isAuthority = extension('2.5.29.19', sequence(yes, integer(Buffer.from([0]))))
export const isNoAuthority = extension('2.5.29.19', sequence())

/** The uses of a key: of an authority's, which signs certificates and revocation lists; of another one, in TLS. */
export const signsCertificates = extension('2.5.29.15', bitString(Buffer.from([0b0000_0110]), 1))
export const shakesHands = extension('2.5.29.15', bitString(Buffer.from([0b1010_0000]), 5))

const purposeIds: Readonly<Record<CertificatePurpose, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
}

export function isFor(purposes: readonly CertificatePurpose[]): Extension {
  const ids = purposes.map((purpose) => objectIdentifier(purposeIds[purpose]))
  return { ...extension('2.5.29.37', sequence(...ids)), critical: false }
}

/** @param names - DNS names and IP addresses */
export function isNamed(names: readonly string[]): Extension {
  const alternatives = names.map((name) =>
    isAddress(name) ? primitive(7, bytesOfAddress(name)) : primitive(2, Buffer.from(name)),
  )
  return { ...extension('2.5.29.17', sequence(...alternatives)), critical: false }
}

/** @param value - DER, see name-constraints.ts */
export function vouchesOnlyFor(value: Buffer): Extension {
  return extension('2.5.29.30', value)
}

/** By what a certificate's own key, and that of who signed it, can be found. */
export function keyIdentifiers(own: Buffer, issuers: Buffer): Extension[] {
  return [
    { ...extension('2.5.29.14', octetString(own)), critical: false },
    { ...extension('2.5.29.35', sequence(primitive(0, issuers))), critical: false },
  ]
}

/** As it stands in the certificate. */
export function encodeExtension({ id, critical, value }: Extension): Buffer {
  return sequence(objectIdentifier(id), ...(critical ? [yes] : []), octetString(value))
}

function extension(id: string, value: Buffer): Extension {
  return { id, critical: true, value }
}

/** Of those in IPv6, certificates name ::1 alone. */
function bytesOfAddress(address: string): Buffer {
  return address.includes(':') ? Buffer.from([...Array(15).fill(0), 1]) : Buffer.from(address.split('.').map(Number))
}
