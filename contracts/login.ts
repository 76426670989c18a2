import { internalError, invalidParameter, notRegistered, rateLimited } from './failures.js'
import {
  accessTokenError,
  issueTokenError,
  refreshTokenError,
  userKeyNotFound,
  userKeyNotRemovable,
  userNotFound,
} from './login-failures.js'
import { bodyOf, type Operation, type Variant } from './operation.js'
import { assumed, assuming, documented, observed, type Provenance, reliedOn } from './provenance.js'
import { closed, meaningUnpublished } from './schema.js'

const guide = 'Toss Login guide'
const revised = '2026-12-01'

/** The scopes a mini-app can ask for, in the console's order; in tokens they are lower case. */
export const scopes = [
  'user_ci',
  'user_birthday',
  'user_nationality',
  'user_name',
  'user_phone',
  'user_gender',
  'user_email',
] as const

/** One consent of the user, as it stands in tokens. */
export type Scope = (typeof scopes)[number]

const anyOperation = [invalidParameter, internalError, notRegistered, rateLimited] as const

const tokenSchema = closed({
  tokenType: {
    type: 'string',
    const: 'Bearer',
    'x-provenance': observed('captures show "Bearer"; the guide\'s table says "bearer"'),
  },
  accessToken: {
    type: 'string',
    description: 'RS256 JWT: sub, aud, nbf, scope[], iss https://cert.toss.im, iat, exp = iat + 3600, jti.',
    pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
    'x-sensitive': true,
    'x-provenance': documented(`${guide}: sample token`),
  },
  refreshToken: {
    type: 'string',
    description: 'Opaque; 128 url-safe characters in the sample.',
    minLength: 1,
    'x-sensitive': true,
    'x-provenance': documented(`${guide}: sample token`),
  },
  expiresIn: {
    type: 'integer',
    description: 'Seconds until the access token expires: 3599 just after issue.',
    minimum: 0,
    'x-provenance': observed("captures show the number 3599; the guide's table says string"),
  },
  scope: {
    type: 'string',
    description: 'Granted scopes, lower case, separated by one space.',
    pattern: '^([a-z_]+( [a-z_]+)*)?$',
    examples: ['user_ci user_birthday user_nationality user_name user_phone user_gender'],
    'x-provenance': observed('captures, and the guide'),
  },
})

const exampleTokens = {
  tokenType: 'Bearer',
  accessToken: 'eyJraWQiOiJjZXJ0IiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJtYWRlLXVwIn0.bWFkZS11cCBzaWduYXR1cmU',
  refreshToken: 'made-up-refresh-token',
  expiresIn: 3599,
  scope: 'user_ci user_birthday user_nationality user_name user_phone user_gender',
} as const

const tokenProvenance = reliedOn('a live strict parser fails on any other field')

function encrypted(description: string) {
  return {
    type: ['string', 'null'],
    description: `${description} Encrypted: Base64(IV 12 bytes ‖ ciphertext ‖ tag 16 bytes), AES-256-GCM. Null when out of scope or unknown.`,
    pattern: '^[A-Za-z0-9+/]+={0,2}$',
    'x-sensitive': true,
    'x-encrypted': true,
    'x-provenance': documented(`${guide}: login-me`),
  } as const
}

function unpublished() {
  return {
    type: ['string', 'null'],
    description: meaningUnpublished,
    'x-provenance': reliedOn("in the official sample's type and a live strict parser"),
  } as const
}

const generateToken = {
  id: 'login.generateToken',
  feature: 'login',
  title: 'Exchange an authorization code for tokens',
  titleKo: 'AccessToken 받기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/user/oauth2/generate-token',
  user: 'none',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    authorizationCode: {
      type: 'string',
      description: "The code from the SDK's appLogin().",
      minLength: 1,
      'x-sensitive': true,
      'x-provenance': documented(guide),
    },
    referrer: {
      type: 'string',
      description: 'DEFAULT from the Toss app, SANDBOX from the sandbox app; any non-empty string is accepted.',
      minLength: 1,
      examples: ['DEFAULT', 'SANDBOX'],
      'x-provenance': observed('lower-case "sandbox" is sent by live clients'),
    },
  }),
  success: { schema: tokenSchema, provenance: tokenProvenance },
  example: {
    body: { authorizationCode: 'mock-auth-5f0c3c8e-9a44-4d1c-8a57-0d4be8b6a001', referrer: 'DEFAULT' },
    success: exampleTokens,
  },
  failures: [issueTokenError, ...anyOperation],
  behaviours: [
    {
      id: 'authorizationCode.singleUse',
      text: 'An authorization code works once.',
      provenance: documented(guide),
    },
    {
      id: 'accessToken.claims',
      text: 'The access token is an RS256 JWT with kid "cert".',
      provenance: documented(guide),
    },
    {
      id: 'credentials.ignored',
      text: 'Authorization, Idempotency-Key and X-App-Key headers are ignored.',
      provenance: reliedOn('sent by several live clients'),
    },
  ],
  limits: [
    {
      id: 'authorizationCode.lifetime',
      text: 'An authorization code lives 10 minutes.',
      provenance: documented(guide),
    },
    { id: 'accessToken.lifetime', text: 'An access token lives 1 hour.', provenance: documented(guide) },
    { id: 'refreshToken.lifetime', text: 'A refresh token lives 14 days.', provenance: documented(guide) },
  ],
  provenance: documented(guide),
} as const satisfies Operation

const refreshToken = {
  id: 'login.refreshToken',
  feature: 'login',
  title: 'Exchange a refresh token for new tokens',
  titleKo: 'AccessToken 재발급 받기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/user/oauth2/refresh-token',
  user: 'none',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    refreshToken: { type: 'string', minLength: 1, 'x-sensitive': true, 'x-provenance': documented(guide) },
  }),
  success: { schema: tokenSchema, provenance: tokenProvenance },
  example: { body: { refreshToken: 'made-up-refresh-token' }, success: exampleTokens },
  failures: [refreshTokenError, ...anyOperation],
  behaviours: [
    {
      id: 'refreshToken.rotation',
      text: 'The answer carries a new refresh token and the old one dies.',
      provenance: assumed('whether the old one dies is unpublished; rotation is the safer thing to be ready for'),
    },
  ],
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

const loginMe = {
  id: 'login.loginMe',
  feature: 'login',
  title: 'Read the logged-in user',
  titleKo: '사용자 정보 받기',
  host: 'api',
  method: 'GET',
  path: '/api-partner/v1/apps-in-toss/user/oauth2/login-me',
  user: 'bearer',
  effect: 'read',
  headers: [],
  request: null,
  success: {
    schema: closed(
      {
        userKey: {
          type: 'integer',
          description: 'The user, unique per mini-app (int64); there whatever the scopes.',
          minimum: 1,
          examples: [443731104],
          'x-provenance': observed('captures show an integer'),
        },
        scope: {
          type: 'string',
          description: 'Granted scopes separated by commas; user_key among them since 2026-01-02.',
          pattern: '^([a-z_]+(,[a-z_]+)*)?$',
          'x-provenance': documented(guide),
        },
        agreedTerms: {
          type: 'array',
          items: { type: 'string' },
          description: 'Tags of the terms the user agreed to, as set in the console.',
          'x-provenance': documented(guide),
        },
        policy: unpublished(),
        certTxId: unpublished(),
        callingCode: unpublished(),
        name: encrypted('Name. The consent to user_name is fixed as mandatory in the console (observed, 2026-09).'),
        phone: encrypted('Telephone number, digits only, for example 01012345678.'),
        birthday: encrypted('yyyyMMdd.'),
        ci: encrypted('Connecting information (연계정보).'),
        di: { type: 'null', description: 'Always null.', 'x-provenance': documented(guide, '2025-11') },
        gender: encrypted('MALE or FEMALE.'),
        nationality: encrypted('LOCAL or FOREIGNER.'),
        email: encrypted('E-mail address; often null.'),
      },
      ['policy', 'certTxId', 'callingCode'],
    ),
    provenance: reliedOn('a live strict parser fails on any other field'),
  },
  example: {
    success: {
      userKey: 443731104,
      scope: 'user_ci,user_birthday,user_nationality,user_name,user_phone,user_gender,user_key',
      agreedTerms: ['terms_tag1', 'terms_tag2'],
      policy: null,
      certTxId: null,
      callingCode: null,
      name: 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaPw==',
      phone: 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJ',
      birthday: 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUa',
      ci: 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJrtP4HUJnjLHW+yBFao+02f4jSG2St9wBJktwlbrfBClOc5i94gcsUXabwOUKL1R5nsPoDTJXfKHG6xA1Wn+kye4TOF2Cp8zxFjtghao=',
      gender: 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0A==',
      nationality: 'CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar',
    },
  },
  failures: [accessTokenError, userKeyNotFound, userNotFound, ...anyOperation],
  behaviours: [
    {
      id: 'loginMe.unlimited',
      text: 'It may be called any number of times.',
      provenance: documented(guide, '2025-11'),
    },
    {
      id: 'userKey.movedWorkspace',
      text: 'A mini-app that moves to another workspace gets new userKeys for its users; the old ones are then unknown.',
      provenance: documented(`${guide}, second hand`, revised),
    },
  ],
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

const removedUserSchema = closed({
  userKey: { type: 'integer', minimum: 1, examples: [443731103], 'x-provenance': documented(guide) },
})

const removalBehaviours = [
  {
    id: 'removal.killsTokens',
    text: "All of the user's tokens die, and the next appLogin shows the terms again.",
    provenance: assumed('the guide says that the link is removed, not what becomes of other tokens'),
  },
  { id: 'removal.noCallback', text: 'The unlink callback is not sent.', provenance: documented(guide) },
] as const

const removeByAccessToken = {
  id: 'login.removeByAccessToken',
  feature: 'login',
  title: 'Remove the link of the logged-in user',
  titleKo: '로그인 끊기 (AccessToken)',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/user/oauth2/access/remove-by-access-token',
  user: 'bearer',
  effect: 'write',
  headers: [],
  request: {
    schema: { type: 'object' },
    required: false,
    provenance: documented(guide),
  },
  success: { schema: removedUserSchema, provenance: documented(guide) },
  example: { success: { userKey: 443731103 } },
  failures: [accessTokenError, ...anyOperation],
  behaviours: removalBehaviours,
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

const removeByUserKey = {
  id: 'login.removeByUserKey',
  feature: 'login',
  title: 'Remove the link of a user',
  titleKo: '로그인 끊기 (userKey)',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/user/oauth2/access/remove-by-user-key',
  user: 'none',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    userKey: {
      type: ['integer', 'string'],
      description: 'int64; a string of digits is taken as well.',
      minimum: 1,
      pattern: '^[1-9][0-9]{0,18}$',
      examples: [443731103],
      'x-provenance': documented(`${guide}; the official sample can send a numeric string`),
    },
  }),
  success: { schema: removedUserSchema, provenance: documented(guide) },
  example: { body: { userKey: 443731103 }, success: { userKey: 443731103 } },
  failures: [userKeyNotRemovable, ...anyOperation],
  behaviours: [
    ...removalBehaviours,
    {
      id: 'removeByUserKey.readTimeout',
      text: 'A user with many tokens can run into an internal read timeout of 3 s; do not retry at once.',
      provenance: documented(guide),
    },
  ],
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

/** The five operations of Toss Login. */
export const loginOperations = [generateToken, refreshToken, loginMe, removeByAccessToken, removeByUserKey] as const

const invalidGrantBody = closed({ error: { type: 'string', const: 'invalid_grant' } })

function envelopeOrOAuthError(provenance: Provenance, status: number) {
  return {
    envelope: { text: 'HTTP 200, FAIL envelope, OAUTH_ISSUE_TOKEN_ERROR.', provenance },
    'oauth-error': {
      text: `HTTP ${status}, {"error":"invalid_grant"} at top level.`,
      response: { status, body: invalidGrantBody },
      provenance: documented(`${guide}; the status is from the 2025 reference`),
    },
  } as const
}

/** Where sources about Toss Login conflict. */
export const loginVariants = [
  {
    id: 'login.invalidGrant',
    title: 'What a bad authorization code or refresh token is answered with',
    operations: ['login.generateToken', 'login.refreshToken'],
    options: envelopeOrOAuthError(issueTokenError.provenance, 400),
    default: 'envelope',
  },
  {
    id: 'login.invalidToken',
    title: 'What a bad access token is answered with',
    operations: ['login.loginMe', 'login.removeByAccessToken'],
    options: envelopeOrOAuthError(accessTokenError.provenance, 401),
    default: 'envelope',
  },
  {
    id: 'login.removeByUserKey.authorization',
    title: 'Whether remove-by-user-key needs the access token of the user',
    operations: ['login.removeByUserKey'],
    options: {
      ignored: {
        text: 'Authorization may be left out, and is not read.',
        provenance: reliedOn('several live clients send none', revised),
      },
      required: {
        text: 'Authorization: Bearer <accessToken> of that user is required; without it HTTP 401, {"error":"invalid_grant"} at top level.',
        response: { status: 401, body: invalidGrantBody },
        provenance: assuming(
          reliedOn(
            'one live toolkit found that the token is needed, and a bare top-level error without it (2026-06)',
            revised,
          ),
          'the status',
        ),
      },
    },
    default: 'ignored',
  },
] as const satisfies readonly Variant[]
