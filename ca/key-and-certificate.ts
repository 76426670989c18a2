/** A private key (PKCS#8) and its certificate, both PEM; the property names are those of `node:tls`. */
export interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}
