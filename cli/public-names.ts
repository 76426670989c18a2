import type { ReachableMock } from './copy-paste.js'

/**
 * The names under which public backends of mini-apps read what the mock hands out (relied-on: each of them stands in several
 * public programs; docs/unmodified-code.md lists them). Left out are names that belong to something else as well:
 * `TOSS_CLIENT_KEY` and `TOSS_API_BASE_URL` are Toss Payments' too, `MTLS_CERT_PATH` and `DECRYPTION_KEY` anybody's.
 * Our own client reads none of them, and no other variable.
 */
export const publicNames = {
  baseUrl: ['APPS_IN_TOSS_API_BASE_URL', 'APPS_IN_TOSS_API_BASE'],
  certPath: [
    'APPS_IN_TOSS_CERT_PATH',
    'APPS_IN_TOSS_MTLS_CERT_PATH',
    'TOSS_MTLS_CERT_PATH',
    'TOSS_CLIENT_CERT_PATH',
    'TOSS_CERT_PATH',
    'TOSS_MTLS_CERT_FILE',
  ],
  keyPath: [
    'APPS_IN_TOSS_KEY_PATH',
    'APPS_IN_TOSS_MTLS_KEY_PATH',
    'TOSS_MTLS_KEY_PATH',
    'TOSS_CLIENT_KEY_PATH',
    'TOSS_KEY_PATH',
    'TOSS_MTLS_KEY_FILE',
  ],
  caPath: ['APPS_IN_TOSS_CA_PATH', 'APPS_IN_TOSS_MTLS_CA_PATH', 'TOSS_MTLS_CA_PATH', 'TOSS_MTLS_CA_FILE'],
  cert: [
    'APPS_IN_TOSS_CERT_PEM',
    'APPS_IN_TOSS_MTLS_CERT',
    'TOSS_MTLS_CERT',
    'TOSS_MTLS_CERT_PEM',
    'TOSS_MTLS_CERT_CONTENT',
  ],
  key: ['APPS_IN_TOSS_KEY_PEM', 'APPS_IN_TOSS_MTLS_KEY', 'TOSS_MTLS_KEY', 'TOSS_MTLS_KEY_PEM', 'TOSS_MTLS_KEY_CONTENT'],
  ca: ['APPS_IN_TOSS_CA_PEM', 'APPS_IN_TOSS_MTLS_CA'],
  certBase64: [
    'TOSS_CERT_BASE64',
    'TOSS_CLIENT_CERT_BASE64',
    'TOSS_MTLS_CERT_BASE64',
    'APPS_IN_TOSS_MTLS_CERT_BASE64',
    'MTLS_CERT_BASE64',
  ],
  keyBase64: [
    'TOSS_KEY_BASE64',
    'TOSS_CLIENT_KEY_BASE64',
    'TOSS_MTLS_KEY_BASE64',
    'APPS_IN_TOSS_MTLS_KEY_BASE64',
    'MTLS_KEY_BASE64',
  ],
  decryptionKey: ['TOSS_DECRYPTION_KEY', 'TOSS_DECRYPT_KEY', 'TOSS_LOGIN_DECRYPT_KEY'],
  aad: [
    'APPS_IN_TOSS_DECRYPTION_AAD',
    'TOSS_AAD',
    'TOSS_AAD_STRING',
    'TOSS_DECRYPTION_AAD',
    'TOSS_DECRYPT_AAD',
    'TOSS_LOGIN_DECRYPT_AAD',
  ],
} as const

/** What the mock hands out, by the keys of `publicNames`. */
export type HandedOut = Readonly<Record<keyof typeof publicNames, string>>

/** The kinds that are not paths: what stands in the files. */
export const contentKinds: readonly (keyof HandedOut)[] = ['cert', 'key', 'ca', 'certBase64', 'keyBase64']

/** What a mock hands out, by kind. */
export function handedOut(
  info: Pick<ReachableMock, 'baseUrl' | 'cert' | 'key' | 'ca' | 'decryptionKey' | 'aad'>,
  pem: { readonly cert: string; readonly key: string; readonly ca: string },
): HandedOut {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const { baseUrl, cert: certPath, key: keyPath, ca: caPath, decryptionKey, aad } = info
  const encoded = { certBase64: base64(pem.cert), keyBase64: base64(pem.key) }
  return { baseUrl, certPath, keyPath, caPath, ...pem, ...encoded, decryptionKey, aad }
}

/** Each value under each of its names. */
export function underPublicNames(values: HandedOut): Record<string, string> {
  const kinds = Object.entries(publicNames) as [keyof HandedOut, readonly string[]][]
  return Object.fromEntries(kinds.flatMap(([kind, names]) => names.map((name) => [name, values[kind]])))
}
