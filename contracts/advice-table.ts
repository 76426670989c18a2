/** What an advice means, and what to do about it in general. */
interface AdviceEntry {
  readonly meaning: string
  readonly fix: string
}

/**
 * Habits that no single request shows to be wrong: the contract allows each of the calls, and together they lose money or
 * answer nonsense. The first four are seen in traffic, the others in how a backend answers when it is given every answer
 * that the contract allows. Documented in `docs/testing.md`; a test keeps the two equal.
 */
export const adviceTable = {
  'payment-executed-again': {
    meaning: 'execute-payment was called again for a payment that may have been executed already.',
    fix: 'When execute-payment does not answer clearly, ask get-payment-status with the payToken: PAY_COMPLETE means paid, PAY_PROGRESS means ask again later. Execute again only when it says PAY_APPROVED.',
  },
  'payment-refunded-again': {
    meaning: 'refund-payment was called again for a payment that may have been refunded already.',
    fix: 'When refund-payment does not answer clearly, ask get-payment-status with the payToken: REFUND_SUCCESS and REFUND_PROGRESS mean that the refund is on its way. Refund again only when it says PAY_COMPLETE.',
  },
  'points-granted-with-new-key': {
    meaning: 'A grant of points whose outcome is unknown was repeated with a new key, which can grant twice.',
    fix: 'Keep the key with the grant, and repeat execute-promotion with the same key: it grants once. Or ask execution-result for it first.',
  },
  'authorization-code-used-again': {
    meaning: 'The same authorization code was sent to generate-token again after it had been exchanged.',
    fix: 'A code works once. Exchange it once on the server, keep the tokens, and make sure that the client does not send it twice (React runs effects twice in development).',
  },
  'allowed-answer-not-survived': {
    meaning: 'The backend failed (an exception or HTTP 5xx) on a successful answer that the contract allows.',
    fix: 'Treat the named answer as an ordinary case. A status such as NOT_FOUND comes in a SUCCESS envelope with HTTP 200: branch on the value instead of throwing, and expect optional fields to be absent or null.',
  },
  'failure-taken-for-success': {
    meaning: 'The backend answered a failure exactly as it answers a success.',
    fix: 'Look at resultType before anything else: only SUCCESS is a success, whatever the HTTP status. Failures come with HTTP 200 as well.',
  },
  'error-code-misread': {
    meaning: 'The backend reads error.code, which the API does not have.',
    fix: 'Read error.errorCode (always a string, even when it is digits: "4109") and error.reason instead of error.code and error.message.',
  },
  'no-answer-in-time': {
    meaning: 'The backend did not answer in time when it was given an answer that the contract allows.',
    fix: 'Give every wait and every retry loop an end, also for answers that are not a success.',
  },
} as const satisfies Record<string, AdviceEntry>

/** The code of an advice. */
export type AdviceCode = keyof typeof adviceTable
