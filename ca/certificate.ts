import { createHash, createPublicKey, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import {
  bitString,
  element,
  elementsIn,
  integer,
  nothing,
  objectIdentifier,
  sequence,
  tagged,
  time,
  utf8String,
} from './der.js'
import { type Extension, encodeExtension, keyIdentifiers } from './extensions.js'
import type { Validity } from './validity.js'

/** Who is named in a certificate. */
export interface DistinguishedName {
  readonly commonName: string
  readonly organizationName?: string
}

/** What goes into a certificate. */
export interface CertificateContent extends Validity {
  readonly subject: DistinguishedName
  /** The key that the certificate is about (its public half is taken). */
  readonly key: KeyObject
  /** Besides subject and authority key identifier, which every certificate gets. */
  readonly extensions: readonly Extension[]
}

/** Who signs: the name as it stands in the authority's certificate (DER), and its private key. */
export interface Issuer {
  readonly name: Buffer
  readonly key: KeyObject
}

/** An authority as the one who signs. */
export function issuerOf(cert: string, key: KeyObject): Issuer {
  const [toBeSigned = Buffer.alloc(0)] = elementsIn(new X509Certificate(cert).raw)
  // After version, serial number, algorithm, issuer and validity.
  return { name: elementsIn(toBeSigned)[5] as Buffer, key }
}

/**
 * Builds an X.509 v3 certificate (RFC 5280) and signs it with SHA-256 and RSA.
 *
 * @param issuer who signs; left out, the certificate signs itself
 * @returns PEM
 */
export function signCertificate(content: CertificateContent, issuer?: Issuer): string {
  const { notBefore, notAfter, key } = content
  const subject = encodeName(content.subject)
  const { name, key: signingKey } = issuer ?? { name: subject, key }
  const extensions = [...content.extensions, ...keyIdentifiers(identifierOf(key), identifierOf(signingKey))]
  const toBeSigned = sequence(
    tagged(0, integer(Buffer.from([versionThree]))),
    integer(randomSerialNumber()),
    sha256WithRsa,
    name,
    sequence(time(notBefore), time(notAfter)),
    subject,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions.map(encodeExtension))),
  )
  const certificate = sequence(toBeSigned, sha256WithRsa, bitString(sign('sha256', toBeSigned, signingKey)))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

const versionThree = 2
const sha256WithRsa = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing)

/** UTF-8, since a PrintableString has no underscore and strict parsers look. */
function encodeName({ commonName, organizationName }: DistinguishedName): Buffer {
  const attribute = (id: string, value: string) => element(0x31, sequence(objectIdentifier(id), utf8String(value)))
  return sequence(
    attribute('2.5.4.3', commonName),
    ...(organizationName === undefined ? [] : [attribute('2.5.4.10', organizationName)]),
  )
}

/** As RFC 5280, 4.2.1.2, proposes: SHA-1 of the public key. */
function identifierOf(key: KeyObject): Buffer {
  const bytes = createPublicKey(key).export({ type: 'pkcs1', format: 'der' })
  return createHash('sha1').update(bytes).digest()
}

/** 128 bits, 126 of them random: positive, and never with a leading zero byte, which DER forbids. */
function randomSerialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}
