export { type Client, createClient } from './create-client.js'
export {
  type DecryptionError,
  type DecryptionOptions,
  type DecryptionSuspect,
  decryptField,
  decryptUser,
  type EncryptedField,
  type LoginUser,
} from './decryption.js'
export {
  BusinessError,
  type BusinessErrorCode,
  isBusinessError,
  isTransportError,
  isUnexpectedResponseError,
  TransportError,
  UnexpectedResponseError,
} from './errors.js'
export type { LoginClient, LoginTokens, RemovedUser } from './login.js'
export type { CertificateChange, ClientOptions } from './options.js'
export type { CertificateInfo, PemSource } from './pem.js'
export type { Problem, RequestSent } from './problem.js'
export type { CallOptions } from './transport.js'
