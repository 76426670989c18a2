import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { CodedError } from '../errors/index.js'
import { canBePath } from './path-shape.js'
import { type PemText, pemIn } from './pem-forms.js'

/**
 * PEM text, PEM bytes, or the path of a PEM file. A string that holds `-----BEGIN`, or is Base64 of a PEM or of the DER in one,
 * is taken for the PEM; any other string is a path.
 */
export type PemSource = string | Uint8Array

/** Where a PEM comes from: given, or to be read from a file. */
export type PemOrigin = PemText | { readonly path: string }

/**
 * Tells PEM from path. A PEM that was bent on its way through an environment variable is made straight.
 *
 * @throws CodedError `ERR_INVALID_OPTION`, which shows of the value a path at most
 */
export function pemOrigin(option: string, source: PemSource): PemOrigin {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    throw invalid(option, `must be PEM text, a Buffer or a file path, not ${typeof source}`, 'Pass one of the three.')
  }
  const text = typeof source === 'string' ? source : Buffer.from(source).toString('latin1')
  if (text.trim() === '') throw invalid(option, 'is empty', 'Check the variable or file that it comes from.')
  const found = pemIn(text)
  if (found !== undefined) return found
  if (typeof source !== 'string') {
    throw invalid(option, 'holds no PEM block', 'Pass the bytes of a PEM file; one starts with -----BEGIN.')
  }
  if (canBePath(source)) return { path: source }
  throw invalid(
    option,
    `is neither PEM nor Base64 of a certificate or key, and no path: ${source.length} characters, which are not shown`,
    'Give the whole PEM text, from -----BEGIN to -----END with its line ends, or the path of its file.',
  )
}

/** The PEM in the content of a file, made straight; what holds none comes back as it is. */
export function pemOfFile(content: string): PemText {
  return pemIn(content) ?? { pem: content, forms: [] }
}

/** What is worth knowing about the client certificate. */
export interface CertificateInfo {
  /** The subject's CN: the mini-app's name. */
  readonly appName: string
  /** Hexadecimal, upper case. */
  readonly serialNumber: string
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint256: string
  readonly validFrom: Date
  readonly validTo: Date
}

/** A certificate and the key that fits it, both PEM. */
export interface CertificatePair {
  readonly cert: string
  readonly key: string
  readonly info: CertificateInfo
}

/** How a pair is named in messages: the option, and the path where it came from a file. */
export interface PairNames {
  readonly cert: string
  readonly key: string
}

/**
 * Reads a certificate and its key, and checks that they belong together.
 *
 * @throws CodedError `ERR_INVALID_OPTION`: swapped, encrypted, unreadable, or not a pair
 */
export function certificatePair(cert: string, key: string, names: PairNames): CertificatePair {
  if (!cert.includes('-----BEGIN CERTIFICATE-----') && cert.includes('PRIVATE KEY-----')) {
    throw invalid(names.cert, 'holds a private key, not a certificate', 'Swap cert and key.')
  }
  if (!key.includes('PRIVATE KEY-----') && key.includes('-----BEGIN CERTIFICATE-----')) {
    throw invalid(names.key, 'holds a certificate, not a private key', 'Swap cert and key.')
  }
  if (key.includes('BEGIN ENCRYPTED PRIVATE KEY') || key.includes('Proc-Type: 4,ENCRYPTED')) {
    throw invalid(names.key, 'is encrypted', 'Decrypt it first: openssl pkcs8 -in encrypted.key -out plain.key')
  }
  const x509 = readCertificate(cert, names.cert)
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(key)
  } catch (cause) {
    const fix = key.includes('-----BEGIN ') ? 'Download the key again from the console.' : pemWanted
    throw invalid(names.key, 'cannot be read as a private key', fix, cause)
  }
  if (!x509.checkPrivateKey(privateKey)) {
    const chain = (cert.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? []).slice(1)
    if (chain.some((pem) => readCertificate(pem, names.cert).checkPrivateKey(privateKey))) {
      throw invalid(
        names.cert,
        `has the certificate of ${commonName(x509)} before the one that belongs to the key`,
        'Put the certificate of the mini-app first in the file, and its authority behind it or nowhere.',
      )
    }
    throw invalid(
      names.key,
      `does not belong to the certificate (CN ${commonName(x509)}, serial ${x509.serialNumber})`,
      'Use the certificate and the key that were downloaded together.',
    )
  }
  return { cert, key, info: describe(x509) }
}

const pemWanted = 'Give the PEM file, which starts with -----BEGIN; this one may be PKCS#12 (.p12) or DER.'

/** @throws CodedError `ERR_INVALID_OPTION` */
export function readCertificate(pem: string, name: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    const fix = pem.includes('-----BEGIN ') ? 'Check that the file is complete.' : pemWanted
    throw invalid(name, 'cannot be read as an X.509 certificate', fix, cause)
  }
}

function describe(x509: X509Certificate): CertificateInfo {
  return {
    appName: commonName(x509),
    serialNumber: x509.serialNumber,
    fingerprint256: x509.fingerprint256,
    validFrom: new Date(x509.validFrom),
    validTo: new Date(x509.validTo),
  }
}

function commonName(x509: X509Certificate): string {
  return /^CN=(.*)$/m.exec(x509.subject)?.[1] ?? ''
}

function invalid(name: string, what: string, fix: string, cause?: unknown): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${name} ${what}.`, { fix, cause })
}
