import type { Authority } from './authority.js'
import type { KeyAndCertificate } from './key-and-certificate.js'

/** A mini-app's client certificate and key (PEM). */
export interface ClientCertificate extends KeyAndCertificate {
  readonly appName: string
}

/** Everything that a mock server and its client need, wherever it is kept. */
export interface CertificateSet {
  /** The authority; its `cert` is what a client has to trust. */
  readonly authority: Authority
  readonly server: KeyAndCertificate
  /** The client certificate of the mini-app that was named. */
  readonly client: ClientCertificate
  /** Private RSA-2048 key (PEM, PKCS#8) for signing access tokens; independent of the authority. */
  readonly tokenSigningKey: string
  /**
   * Another mini-app's client certificate.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   */
  issue(appName: string): Promise<ClientCertificate>
  /**
   * The same, valid by a clock that may be ahead of real time as well.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   */
  issueByClock(appName: string, clock: Date): Promise<ClientCertificate>
}
