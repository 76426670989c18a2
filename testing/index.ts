export { type AdviceCode, adviceTable, type ExploredResponse } from '../contracts/index.js'
export {
  assertMatchesContract,
  assertNoContractViolations,
  assertNoFindings,
  assertNotReceived,
  assertReceived,
} from './assertions.js'
export type { ContractPart } from './contract-match.js'
export { describeFindings, type Finding, type HasFindings } from './findings.js'
export type { Outcome } from './outcome.js'
export type { ExpectedBody, ReceivedOptions } from './received.js'
export {
  type AnswerToServe,
  createTestMock,
  type TestExploreOptions,
  type TestMock,
  type TestMockOptions,
} from './test-mock.js'
export {
  connectTestServer,
  startTestServer,
  type TestMiniApp,
  type TestServer,
  type TestServerAddress,
} from './test-server.js'
export { type TriedAnswer, type TriedAnswers, type TryOptions, tryEveryAnswer } from './try-every-answer.js'
export type { ReceivedViolation } from './violations.js'
