/** A certificate that the authority has issued, as far as this mock knows it. Instants in milliseconds. */
export interface CertificateRecord {
  /** The mini-app: the certificate's CN. */
  readonly commonName: string
  /** Upper-case hexadecimal. */
  readonly serialNumber: string
  /** SHA-256, upper-case hexadecimal with colons. */
  readonly fingerprint: string
  readonly validFrom: number
  readonly validTo: number
  /** When it was issued, on the mock's clock. */
  readonly issuedAt: number
  /** Where its files lie. */
  readonly files?: { readonly cert: string; readonly key: string }
}

/** What can be done with a certificate: `expired` is judged by whichever of the two clocks is ahead. */
export type CertificateState = (typeof certificateStates)[number]
export const certificateStates = ['active', 'revoked', 'expired'] as const

/** A serial number as Node writes it, upper case without colons, from how other programs do. */
export function normalSerialNumber(text: string): string {
  return text.replaceAll(/[\s:]/g, '').toUpperCase()
}
