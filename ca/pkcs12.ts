import { CodedError } from '../errors/index.js'
import { loadForge } from './forge.js'
import type { KeyAndCertificate } from './key-and-certificate.js'

/** What goes into a PKCS#12 file; all PEM. */
export interface Pkcs12Options extends KeyAndCertificate {
  /** The authority's certificate, added to the chain. */
  ca: string
  password: string
  /** The name of the entry (a Java keystore's alias): the appName. */
  friendlyName: string
}

/**
 * Packs key, certificate and the authority's certificate into one PKCS#12 file, for the JVM and .NET.
 *
 * 3DES with SHA-1 and a SHA-1 MAC, since Mono, Windows Server 2016 and older macOS read nothing newer; the file is a
 * throwaway, protected by its permissions and not by its password. The key's entry carries the certificate's SHA-1
 * fingerprint as local key id, unencrypted: `belongsToCertificate` relies on it.
 */
export async function toPkcs12(options: Pkcs12Options): Promise<Buffer> {
  const { asn1, pki, pkcs12 } = await loadForge()
  const content = pkcs12.toPkcs12Asn1(
    pki.privateKeyFromPem(options.key),
    [pki.certificateFromPem(options.cert), pki.certificateFromPem(options.ca)],
    options.password,
    { algorithm: '3des', friendlyName: options.friendlyName, generateLocalKeyId: true },
  )
  return Buffer.from(asn1.toDer(content).getBytes(), 'binary')
}

/** Whether a file is one whole DER sequence, as every PKCS#12 file is; one that was cut off is not. Does not decrypt it. */
export function isWholePkcs12(content: Buffer): boolean {
  return content.length > 4 && content.readUInt16BE(0) === 0x3082 && content.readUInt16BE(2) === content.length - 4
}

/** Whether a PKCS#12 file was made for the certificate of this SHA-1 fingerprint: a quick look, without decrypting it. */
export function belongsToCertificate(pkcs12: Buffer, fingerprint: string): boolean {
  return pkcs12.includes(Buffer.from(fingerprint.replaceAll(':', ''), 'hex'))
}

/**
 * The certificates (PEM) in a PKCS#12 file.
 *
 * @throws CodedError `ERR_INVALID_OPTION` when it is no PKCS#12 file or the password is wrong
 */
export async function pkcs12Certificates(content: Buffer, password: string): Promise<string[]> {
  const { asn1, pki, pkcs12 } = await loadForge()
  try {
    const opened = pkcs12.pkcs12FromAsn1(asn1.fromDer(content.toString('binary')), password)
    const bags = opened.getBags({ bagType: pki.oids.certBag as string })[pki.oids.certBag as string] ?? []
    return bags.flatMap((bag) => (bag.cert ? [pki.certificateToPem(bag.cert)] : []))
  } catch (cause) {
    throw new CodedError('ERR_INVALID_OPTION', 'pkcs12 does not open with this password, or is no PKCS#12 file.', {
      cause,
    })
  }
}
