export { type Advice, adviceOf, type ObservedExchange } from './advice.js'
export { type AdviceCode, adviceTable } from './advice-table.js'
export { type AnonymousRequest, anonymizeRequest, anonymizeResponse, anonymousMediaType } from './anonymize.js'
export { anonymousCodeError, anonymousKeyOperations, anonymousKeyVariants } from './anonymous-key.js'
export * from './callbacks.js'
export * from './catalogue.js'
export { checkRequest, checkResponse, readRequestBody } from './check.js'
export { checkCallback, type SentCallback } from './check-callback.js'
export { checkValue, type ValueViolation } from './check-value.js'
export { type Change, type ChangeRule, changeRules, type Direction, type Effect } from './diff/change.js'
export { type ContractDiff, diffContracts } from './diff/contract-diff.js'
export { type DecryptionSuspect, decryptionFixes, openField } from './encrypted-field.js'
export * from './envelope.js'
export { type ExploredResponse, type ExploreOptions, exploreResponses } from './explore-responses.js'
export { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
export { unknownField } from './fields-of-other-apis.js'
export * from './fixture.js'
export {
  iapOperations,
  iapVariants,
  type OrderStatus,
  orderStatuses,
  type PurchaseErrorCode,
  purchaseErrors,
  type StatusOfOrder,
  skuPattern,
  statusesWithoutOrder,
} from './iap.js'
export { loadFixtures } from './load-fixtures.js'
export { loginOperations, loginVariants, type Scope, scopes } from './login.js'
export { issueTokenError } from './login-failures.js'
export { messengerOperations, messengerVariants, missingVariable, templateNotUsable } from './messenger.js'
export { type MessageChannel, messageChannels, messageResult } from './messenger-results.js'
export { type NotMockedOperation, notMockedAt, notMockedOperations, notMockedText } from './not-mocked.js'
export { messageAsRead } from './null-as-absent.js'
export { featureTitles, type OpenApiOptions, openApiDocument } from './openapi.js'
export { readableByGenerators } from './openapi-schema.js'
export * from './operation.js'
export { payOperations, payVariants } from './pay.js'
export * from './pay-amounts.js'
export { wrongEnvironment } from './pay-failures.js'
export { payMethods } from './pay-fields.js'
export { type Bank, banks, type CardCompany, cardCompanies, institutionsProvenance } from './pay-institutions.js'
export { type PayStatus, payStatuses } from './pay-results.js'
export * from './production-hosts.js'
export { type ExecutionResult, executionResults, promotionOperations, promotionVariants } from './promotion.js'
export * from './provenance.js'
export {
  isSensitiveField,
  type RedactedRequest,
  redacted,
  redactionBounds,
  redactRequest,
  redactResponse,
  redactValue,
} from './redact.js'
export { redactUrl } from './redact-url.js'
export { fillRedactedRequest, fillRedactedResponse } from './redaction-markers.js'
export { requestSlips } from './request-slips.js'
export { type JsonSchema, type JsonType, meaningUnpublished } from './schema.js'
export { hideInText as redactText, hideTokens as redactTokens } from './sensitive-names.js'
export { type SuccessExample, successExamples } from './success-examples.js'
export { methodsOf, type Suggestion, suggestOperation } from './unmatched.js'
export { type UnsafeInteger, unsafeIntegers, unsafeInWords } from './unsafe-integers.js'
export * from './user-headers.js'
export { isVeryLarge } from './value-size.js'
export { type Violation, violationBound } from './violation.js'
export { visible, visibleIn, visibleLines } from './visible-text.js'
