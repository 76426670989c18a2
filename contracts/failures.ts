import { type Failure, failing } from './operation.js'
import { assuming, documented, observed } from './provenance.js'
import { open } from './schema.js'

const errorCodes = 'error code table (2026-07/08)'

/** The entries of `error.data.errorDetails`: one per field that broke a rule. */
export const errorDetailsSchema = open({
  errorDetails: {
    type: 'array',
    items: open(
      {
        field: { type: 'string' },
        message: { type: 'string', examples: ['필수 값입니다.'] },
        rejectedValue: { examples: ['?'] },
      },
      ['rejectedValue'],
    ),
    'x-provenance': assuming(
      documented(`${errorCodes}: data.errorDetails[{field, message, rejectedValue}]`),
      'that a secret is not quoted back',
    ),
  },
})

/** Malformed or invalid fields: HTTP 400 with `errorDetails`. */
export const invalidParameter = {
  code: 'INVALID_PARAMETER',
  reason: '요청에 실패했습니다.',
  httpStatus: 400,
  when: 'A field or header is missing, malformed or out of range, or the body is not JSON.',
  data: errorDetailsSchema,
  provenance: assuming(documented(`${errorCodes}: 400 with errorDetails`), 'that the code is INVALID_PARAMETER there'),
} as const satisfies Failure

/** A fault of the platform: HTTP 500. */
export const internalError = {
  code: 'INTERNAL_ERROR',
  reason: '요청을 처리하는 도중에 문제가 발생했습니다.',
  httpStatus: 500,
  when: 'The platform failed in a way that it does not classify.',
  provenance: documented(`${errorCodes}: unclassified fault is HTTP 500`),
} as const satisfies Failure

/** The user named in the header is unknown, unlinked, or missing. */
export const userNotIdentified = failing('4010', '인증 정보를 찾을 수 없어요.', {
  when: 'The user header is missing, unknown, stale, or names a user who unlinked the mini-app.',
  provenance: observed('error code table, and public reports of 4010 for unlinked users'),
})

/** The mini-app is not set up for the feature. */
export const notRegistered = failing('4050', '인증서버에 등록된 미니앱이 아닙니다.', {
  when: 'The certificate is good, but the mini-app is not registered for this feature.',
  provenance: documented(errorCodes),
})

/** Too many calls; `error.data.retryAfterSeconds` says how long to wait. */
export const rateLimited = failing('4095', '', {
  when: 'More calls than the limit allows: 3,000 a minute per mini-app.',
  data: open({ retryAfterSeconds: { type: 'integer', minimum: 1 } }),
  provenance: documented(`${errorCodes}; no reason text is published`),
})
