import { foreignRuntime, requireNode } from '../errors/runtime.js'
import { type AnonymousKeyClient, createAnonymousKeyClient } from './anonymous-key.js'
import { createIapClient, type IapClient } from './iap.js'
import { createLoginClient, type LoginClient } from './login.js'
import { createMessengerClient, type MessengerClient } from './messenger.js'
import { type ClientOptions, readOptions } from './options.js'
import { createPayClient, type PayClient } from './pay.js'
import type { CertificateInfo } from './pem.js'
import { createPromotionClient, type PromotionClient } from './promotion.js'
import { createTransport } from './transport.js'

const fetchOfBun =
  'Run it with Node or Deno. In Bun, its own fetch takes the certificate: fetch(url, { tls: { cert, key, ca } }).'

/** A client of the partner API. */
export interface Client extends AsyncDisposable {
  /** Toss Login. */
  readonly login: LoginClient
  /** Users who have not logged in. */
  readonly anonymousKey: AnonymousKeyClient
  /** Toss Pay. */
  readonly pay: PayClient
  /** In-app purchase. */
  readonly iap: IapClient
  /** Messages (스마트 발송). */
  readonly messenger: MessengerClient
  /** Toss points. */
  readonly promotion: PromotionClient
  /** The client certificate in use, for watching its expiry; undefined when the client has none. */
  readonly certificate: CertificateInfo | undefined
  /** Lets calls under way finish, then closes every connection. Later calls throw `ERR_CLIENT_CLOSED`. */
  close(): Promise<void>
}

/**
 * A client of the Apps in Toss partner API, over mTLS. Connects at the first call, keeps connections alive, and takes up a
 * certificate that is replaced on disk. It goes by its options alone, and reads no environment variable for them.
 *
 * @example
 * ```ts
 * await using client = createClient({
 *   cert: 'my-mini-app_public.crt',
 *   key: 'my-mini-app_private.key',
 *   decryption: { key: process.env.TOSS_DECRYPTION_KEY, aad: 'TOSS' },
 * })
 * const { accessToken } = await client.login.generateToken({ authorizationCode, referrer: 'DEFAULT' })
 * const user = await client.login.loginMe({ accessToken })
 * ```
 * @example Against the mock
 * ```ts
 * createClient({ cert, key, ca: '.apps-in-toss-mock/ca.crt', baseUrl: 'https://localhost:8443' })
 * ```
 * @throws CodedError `ERR_UNSUPPORTED_RUNTIME` in Bun; `ERR_INVALID_OPTION`: a file that cannot be read, a key that does not fit the certificate, …
 */
export function createClient(options: ClientOptions = {}): Client {
  // Deno has undici as it is; Bun has a module of its own under that name, which drops the certificate.
  if (foreignRuntime()?.name === 'Bun') requireNode('createClient()', fetchOfBun)
  const transport = createTransport(readOptions(options))
  return {
    login: createLoginClient(transport),
    anonymousKey: createAnonymousKeyClient(transport),
    pay: createPayClient(transport),
    iap: createIapClient(transport),
    messenger: createMessengerClient(transport),
    promotion: createPromotionClient(transport),
    get certificate() {
      return transport.certificate
    },
    close: () => transport.close(),
    [Symbol.asyncDispose]: () => transport.close(),
  }
}
