import { type Failure, failing } from './operation.js'
import { assumed, assuming, documented, observed } from './provenance.js'

const guide = 'Toss Login guide'

/** Expired, reused or unknown code; another mini-app's code. The reason text is production's own. */
export const issueTokenError = failing(
  'OAUTH_ISSUE_TOKEN_ERROR',
  '400 BAD_REQUEST : invalid_grant. 사유: 1. authorization_code 가 이미 사용되었거나 만료됨. 2. 존재하지 않는 authorization_code(혹은 clientId 불일치).',
  {
    when: 'The authorization code is unknown, used, older than 10 minutes, or belongs to another mini-app.',
    provenance: observed('five public reports of generate-token failing'),
  },
)

export const refreshTokenError = {
  ...issueTokenError,
  when: 'The refresh token is unknown, used, older than 14 days, revoked, or belongs to another mini-app.',
  provenance: assumed('by analogy with generate-token; no report shows a failing refresh-token'),
} as const satisfies Failure

export const accessTokenError = {
  ...issueTokenError,
  when: 'The access token is missing, unknown, expired, revoked, or belongs to another mini-app.',
  provenance: assumed(
    'the guide shows {"error":"invalid_grant"}; by analogy with generate-token the envelope is the default here',
  ),
} as const satisfies Failure

export const userKeyNotFound = failing('USER_KEY_NOT_FOUND', '사용자 키를 찾을 수 없습니다.', {
  when: 'No user of this mini-app has the userKey, or the link has been removed.',
  provenance: assuming(documented(`${guide}: the code`), 'its reason text and HTTP status'),
})

export const userKeyNotRemovable = {
  ...userKeyNotFound,
  provenance: assumed('what an unknown userKey is answered on removal is unpublished; the code is login-me’s'),
} as const satisfies Failure

export const userNotFound = failing('USER_NOT_FOUND', '사용자를 찾을 수 없습니다.', {
  when: 'The user behind the token has left Toss.',
  provenance: assuming(documented(`${guide}: the code`), 'its reason text and HTTP status'),
})
