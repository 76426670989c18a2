export type { AnonymousKeyClient, AnonymousUser } from './anonymous-key.js'
export {
  CallbackError,
  type CallbackEvent,
  type CallbackVerifierOptions,
  createCallbackVerifier,
  type IncomingCallback,
  type RegistrationVerificationEvent,
  type SubscriptionEvent,
  type SubscriptionState,
  type UnknownEvent,
  type UnlinkEvent,
} from './callbacks.js'
export { type Client, createClient } from './create-client.js'
export {
  DecryptionError,
  type DecryptionOptions,
  type DecryptionSuspect,
  decryptField,
  decryptUser,
  type EncryptedField,
  type LoginUser,
} from './decryption.js'
export type { Problem, RequestSent } from './diagnose.js'
export {
  BusinessError,
  type BusinessErrorCode,
  isBusinessError,
  isTransportError,
  isUnexpectedResponseError,
  TransportError,
  UnexpectedResponseError,
} from './errors.js'
export type { Grant, GrantRequest } from './grant-points.js'
export type { IapClient, Order, OrderWaitOptions } from './iap.js'
export type { LoginClient, LoginTokens, RemovedUser } from './login.js'
export type { MessageResult, MessengerClient } from './messenger.js'
export type { CertificateChange, ClientOptions } from './options.js'
export { type Outcome, outcomeOf } from './outcome.js'
export {
  amounts,
  type ExecutedPayment,
  type MadePayment,
  type PayClient,
  type PaymentStatus,
  type Price,
  type RefundedPayment,
} from './pay.js'
export type { CertificateInfo, PemSource } from './pem.js'
export { type WaitOptions, WaitTimeoutError } from './polling.js'
export type { PromotionClient } from './promotion.js'
export type { PromotionKey } from './promotion-calls.js'
export type { OptionalUserIdentity, UserIdentity } from './request.js'
export type { CallOptions } from './transport.js'
