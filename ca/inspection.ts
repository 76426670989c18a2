import { X509Certificate } from 'node:crypto'
// Node 20 leaves tls.createSecureContext undefined for good where toLegacyObject() is called before node:tls is loaded.
import 'node:tls'
import { CodedError } from '../errors/index.js'

/** What a person wants to know of a certificate. */
export interface CertificateInspection {
  /** The subject's CN: of a client certificate, the appName. Undefined when there is none. */
  commonName: string | undefined
  issuerCommonName: string | undefined
  /** Upper-case hexadecimal. */
  serialNumber: string
  /** SHA-256, upper-case hexadecimal with colons. */
  fingerprint256: string
  notBefore: Date
  notAfter: Date
  /** Whole days until `notAfter`, rounded down: 0 on the last day, negative when expired. */
  daysLeft: number
}

/**
 * Reads a certificate (PEM; of a chain, the first one), whoever issued it.
 *
 * @example
 * ```ts
 * const { commonName, daysLeft } = inspectCertificate(await readFile('my-mini-app_public.crt', 'utf8'))
 * ```
 * @throws CodedError `ERR_INVALID_OPTION` when it is none
 */
export function inspectCertificate(pem: string | Buffer, now: Date = new Date()): CertificateInspection {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(pem)
  } catch (cause) {
    throw new CodedError('ERR_INVALID_OPTION', 'certificate is not an X.509 certificate in PEM.', { cause })
  }
  const { subject, issuer } = certificate.toLegacyObject()
  const notAfter = new Date(certificate.validTo)
  return {
    commonName: firstValue(subject?.CN),
    issuerCommonName: firstValue(issuer?.CN),
    serialNumber: certificate.serialNumber,
    fingerprint256: certificate.fingerprint256,
    notBefore: new Date(certificate.validFrom),
    notAfter,
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000),
  }
}

function firstValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
