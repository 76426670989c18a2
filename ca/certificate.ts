import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { pki } from 'node-forge'
import type { Forge } from './forge.js'
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
  /** Besides subject and authority key identifier, which every certificate gets; in node-forge's notation. */
  readonly extensions: readonly object[]
}

/** Who signs: an authority's certificate as node-forge reads it, and its private key. */
export interface Issuer {
  readonly cert: pki.Certificate
  readonly key: KeyObject
}

/**
 * Builds an X.509 v3 certificate and signs it with SHA-256 and RSA.
 *
 * @param issuer who signs; left out, the certificate signs itself
 * @returns PEM
 */
export function signCertificate(forge: Forge, content: CertificateContent, issuer?: Issuer): string {
  const cert = forge.pki.createCertificate()
  const subject = nameAttributes(forge, content.subject)
  const spki = createPublicKey(content.key).export({ type: 'spki', format: 'pem' })
  cert.publicKey = forge.pki.publicKeyFromPem(spki.toString())
  cert.serialNumber = randomSerialNumber()
  cert.validity.notBefore = content.notBefore
  cert.validity.notAfter = content.notAfter
  cert.setSubject(subject)
  cert.setIssuer(issuer ? subjectAttributes(forge, issuer.cert) : subject)
  cert.setExtensions([
    ...content.extensions,
    { name: 'subjectKeyIdentifier' },
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: issuer ? issuer.cert.generateSubjectKeyIdentifier().getBytes() : true,
    },
  ])
  cert.sign(nativeSigner(forge, cert, issuer?.key ?? content.key), forge.md.sha256.create())
  return forge.pki.certificateToPem(cert).replaceAll('\r\n', '\n')
}

/** forge's own RSA takes about 100 ms a signature, OpenSSL's about 1 ms; forge accepts anything that has `sign`. */
function nativeSigner(forge: Forge, cert: pki.Certificate, key: KeyObject): pki.rsa.PrivateKey {
  const signer = {
    sign: () => {
      const toBeSigned = Buffer.from(forge.asn1.toDer(cert.tbsCertificate).getBytes(), 'binary')
      return sign('sha256', toBeSigned, key).toString('binary')
    },
  }
  return signer as unknown as pki.rsa.PrivateKey
}

/** 128 bits, 126 of them random: positive, and never with a leading zero byte, which DER forbids. */
function randomSerialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

function nameAttributes(forge: Forge, name: DistinguishedName): pki.CertificateField[] {
  // UTF-8, since a PrintableString (forge's default) has no underscore and strict parsers look.
  const valueTagClass = forge.asn1.Type.UTF8 as unknown as pki.CertificateField['valueTagClass']
  const attributes = [{ name: 'commonName', value: name.commonName, valueTagClass }]
  if (name.organizationName) {
    attributes.push({ name: 'organizationName', value: name.organizationName, valueTagClass })
  }
  return attributes
}

/** The authority's subject again, to be written as issuer: forge encodes UTF-8 when it writes, but does not decode it. */
function subjectAttributes(forge: Forge, cert: pki.Certificate): pki.CertificateField[] {
  return cert.subject.attributes.map((attribute) => ({
    ...attribute,
    value: forge.util.decodeUtf8(String(attribute.value)),
  }))
}
