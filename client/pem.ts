import { createPrivateKey, X509Certificate } from 'node:crypto'
import { CodedError } from '../errors/index.js'

/** PEM text, PEM bytes, or the path of a PEM file. A string that holds `-----BEGIN` is PEM, any other string is a path. */
export type PemSource = string | Uint8Array

/** Where a PEM comes from: given, or to be read from a file. */
export type PemOrigin = { readonly pem: string } | { readonly path: string }

/** Tells PEM from path. Text from an environment variable may have `\n` written out in place of line ends. */
export function pemOrigin(option: string, source: PemSource): PemOrigin {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    throw invalid(option, `must be PEM text, a Buffer or a file path, not ${typeof source}`, 'Pass one of the three.')
  }
  const text = typeof source === 'string' ? source : Buffer.from(source).toString('latin1')
  if (text.trim() === '') throw invalid(option, 'is empty', 'Check the variable or file that it comes from.')
  if (text.includes('-----BEGIN ')) {
    return { pem: text.trim().includes('\n') ? text : text.replaceAll('\\r', '').replaceAll('\\n', '\n') }
  }
  if (typeof source === 'string') return { path: source }
  throw invalid(option, 'holds no PEM block', 'Pass the bytes of a PEM file; one starts with -----BEGIN.')
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
  let fits: boolean
  try {
    fits = x509.checkPrivateKey(createPrivateKey(key))
  } catch (cause) {
    const fix = key.includes('-----BEGIN ') ? 'Download the key again from the console.' : pemWanted
    throw invalid(names.key, 'cannot be read as a private key', fix, cause)
  }
  if (!fits) {
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
