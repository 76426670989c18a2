import { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
import { bodyOf, type Failure, failing, type Limit, type Operation, type Variant } from './operation.js'
import { assumed, assuming, documented, reliedOn } from './provenance.js'
import { closed } from './schema.js'

const guide = 'promotion guide'
const sdkDocuments = 'SDK documents of promotion'

/** What execution-result can say. */
export const executionResults = ['SUCCESS', 'PENDING', 'FAILED'] as const

/** The state of one grant of points. */
export type ExecutionResult = (typeof executionResults)[number]

const promotionNotFound = failing('4100', '프로모션 정보를 찾을 수 없어요', {
  when: 'No promotion of this mini-app has the promotionCode.',
  provenance: documented(guide),
})

const notRunning = failing('4109', '프로모션이 실행중이 아니에요', {
  when: 'The promotion is not approved, has not started, was stopped, has ended, or its budget is gone.',
  provenance: documented(guide),
})

/** A code that only the documents of the SDK have. */
function ofSdk<const Code extends string>(code: Code, reason: string, happened: string) {
  const when = `Only with the variant promotion.stateCodes "sdk": ${happened}`
  const provenance = assuming(documented(`${sdkDocuments}: the code`), 'its text here')
  return failing(code, reason, { when, provenance })
}

const stopped = ofSdk('4104', '프로모션이 중지되었어요', 'the promotion was stopped.')

const ended = ofSdk('4105', '프로모션이 종료되었어요', 'the promotion has ended, or its budget is gone.')

const notApproved = ofSdk('4108', '프로모션이 승인되지 않았어요', 'the promotion has not been approved.')

const notGranted = failing('4110', '리워드를 지급/회수할 수 없어요', {
  next: 'repeat',
  when: "A passing fault: try again two or three times with the same key. Also: the key is unknown, older than an hour, or not this user's.",
  provenance: assuming(documented(guide), 'that a bad key is answered so'),
})

const grantNotFound = failing('4111', '리워드 지급내역을 찾을 수 없어요', {
  when: 'No grant of this promotion was executed with the key.',
  provenance: documented(guide),
})

const moneyShort = failing('4112', '프로모션 머니가 부족해요', {
  when: "What is left of the promotion's money is less than the amount.",
  provenance: documented(guide),
})

const alreadyGranted = failing('4113', '이미 지급/회수된 내역이에요', {
  next: 'look-up',
  when: 'The key was used before.',
  provenance: documented(guide),
})

const aboveGrantLimit = failing('4114', '1회 지급 금액을 초과했어요', {
  when: 'The amount is above what the promotion gives at one time, or the user would have more points of it than one person may get.',
  provenance: assuming(documented(guide), 'that the limit per person has this code'),
})

const aboveBudget = failing('4116', '최대 지급 금액이 예산을 초과했어요', {
  when: 'The amount alone is above the whole budget of the promotion.',
  provenance: assuming(documented(guide), 'where 4112 ends and 4116 begins'),
})

const rateLimitedPerUser = {
  ...rateLimited,
  when: 'More calls than the limits allow: 3,000 a minute per mini-app, 10 a minute per user.',
  provenance: assuming(documented('error code table (2026-07/08)'), 'that the limit per user has the same code'),
} as const satisfies Failure

const staleUser = {
  ...userNotIdentified,
  when: 'The user header is sent, and names an unknown or unlinked user.',
} as const satisfies Failure

const nobody = {
  ...staleUser,
  when: 'The user header names an unknown or unlinked user; or neither this call nor get-key named one.',
} as const satisfies Failure

const anyOperation = [staleUser, rateLimitedPerUser, invalidParameter, internalError, notRegistered] as const

const callsPerMinute = {
  id: 'user.callsPerMinute',
  text: 'At most 10 calls of this operation a minute per user; above it 4095.',
  provenance: assuming(
    documented(`${guide}: the number`),
    'the code, and that each operation counts by itself (clients poll 10 times)',
  ),
} as const satisfies Limit

const keyLifetime = {
  id: 'key.lifetime',
  text: 'A key lives 1 hour.',
  provenance: documented(`${guide} of 2026-03; the newer one does not say so any more`, '2026-12-01'),
} as const satisfies Limit

const headerMayBeMissing = {
  id: 'promotion.userHeader',
  text: 'Without a user header the user is the one to whom the key was issued.',
  provenance: reliedOn('the guide asks for the header; live clients send none on these calls'),
} as const

const promotionCode = {
  type: 'string',
  description: 'The code of the promotion in the console; TEST_… codes grant nothing.',
  minLength: 1,
  'x-provenance': documented(guide),
} as const

const givenKey = {
  type: 'string',
  description: 'The key that get-key gave for this grant.',
  minLength: 1,
  'x-sensitive': true,
  'x-provenance': documented(guide),
} as const

const key = {
  type: 'string',
  description: 'Base64 of 32 bytes.',
  pattern: '^[A-Za-z0-9+/]{43}=$',
  'x-sensitive': true,
  'x-provenance': documented(guide),
} as const

const keySchema = closed({ key })

const exampleKey = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA='

const getKey = {
  id: 'promotion.getKey',
  feature: 'promotion',
  title: 'Get a key for one grant of points',
  titleKo: '프로모션 지급 키 발급하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/promotion/execute-promotion/get-key',
  user: 'optional-key',
  effect: 'write',
  headers: [],
  request: { schema: { type: 'object' }, required: false, provenance: documented(guide) },
  success: { schema: keySchema, provenance: documented(guide) },
  example: { success: { key: exampleKey } },
  failures: anyOperation,
  behaviours: [
    {
      id: 'key.userHeader',
      text: 'x-toss-user-key or x-anon-key may be sent or not.',
      provenance: documented('the guide asks for x-toss-user-key, the OpenAPI document for no header: both work'),
    },
    {
      id: 'key.owner',
      text: 'A key that was issued with a user header works for that user only.',
      provenance: assumed('what else the header could be for is not published'),
    },
  ],
  limits: [keyLifetime, callsPerMinute],
  provenance: documented(guide),
} as const satisfies Operation

const executePromotion = {
  id: 'promotion.executePromotion',
  feature: 'promotion',
  title: 'Grant points to a user',
  titleKo: '프로모션 리워드 지급하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/promotion/execute-promotion',
  user: 'optional-key',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    promotionCode,
    key: givenKey,
    amount: {
      type: 'integer',
      description: 'Points to grant.',
      minimum: 1,
      'x-provenance': assuming(documented(guide), 'that it is at least 1, from its meaning'),
    },
  }),
  success: { schema: keySchema, provenance: documented(`${guide}: the key that was sent`) },
  example: {
    body: { promotionCode: 'TEST_WELCOME', key: exampleKey, amount: 100 },
    success: { key: exampleKey },
  },
  failures: [
    promotionNotFound,
    notRunning,
    notGranted,
    moneyShort,
    alreadyGranted,
    aboveGrantLimit,
    aboveBudget,
    stopped,
    ended,
    notApproved,
    nobody,
    rateLimitedPerUser,
    invalidParameter,
    internalError,
    notRegistered,
  ],
  behaviours: [
    headerMayBeMissing,
    {
      id: 'budget.deducted',
      text: 'The budget is deducted now; the grant may lag. A grant that becomes FAILED gives it back.',
      provenance: documented(guide),
    },
    {
      id: 'key.once',
      text: 'A key grants once: 4113 the second time.',
      provenance: documented(
        `${guide}: 4113 for a key that was used; the newer guide promises no idempotency`,
        '2026-12-01',
      ),
    },
    {
      id: 'budget.spent',
      text: 'A mail at 80 % of the budget; a promotion whose budget is spent ends by itself.',
      provenance: documented(guide),
    },
    { id: 'promotion.test', text: 'A TEST_… code grants nothing.', provenance: documented(guide) },
    {
      id: 'promotion.testTwin',
      text: 'TEST_<code> belongs to the promotion <code>: key and limit for one grant are checked, state and budget are not.',
      provenance: assuming(documented(`${guide}: it is called once before the start`), 'what is checked then'),
    },
    {
      id: 'grant.order',
      text: 'A user header that names nobody (4010), too many calls (4095), 4100, a key that was used (4113), a bad key (4110), a user whom no header names (4010), a passing fault (4110), the state (4109), 4116, 4114, 4112: the first that is wrong is answered.',
      provenance: assumed(
        'the order of the checks is unpublished; a used key says so whatever became of the promotion',
      ),
    },
  ],
  limits: [
    {
      id: 'user.points',
      text: 'At most 5,000 points a person.',
      provenance: assuming(documented(guide), 'that it is counted per promotion'),
    },
    callsPerMinute,
  ],
  provenance: documented(guide),
} as const satisfies Operation

const executionResult = {
  id: 'promotion.executionResult',
  feature: 'promotion',
  title: 'Read what became of a grant',
  titleKo: '프로모션 지급 결과 조회하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/promotion/execution-result',
  user: 'optional-key',
  effect: 'read',
  headers: [],
  request: bodyOf(documented(guide), { promotionCode, key: givenKey }),
  success: {
    schema: {
      type: 'string',
      description: 'A bare string, not an object.',
      enum: executionResults,
      'x-provenance': documented(guide),
    },
    provenance: documented(guide),
  },
  example: { body: { promotionCode: 'TEST_WELCOME', key: exampleKey }, success: 'SUCCESS' },
  failures: [promotionNotFound, grantNotFound, ...anyOperation],
  behaviours: [
    headerMayBeMissing,
    {
      id: 'result.arrows',
      text: 'PENDING → SUCCESS or FAILED; neither changes any more.',
      provenance: assumed('the names are documented, the arrows between them follow from their meaning'),
    },
    {
      id: 'result.polling',
      text: 'Clients poll 5 times every 2 s, or 10 times every 0.5 s.',
      provenance: reliedOn('public clients'),
    },
  ],
  limits: [callsPerMinute],
  provenance: documented(guide),
} as const satisfies Operation

/** The three operations of promotion. */
export const promotionOperations = [getKey, executePromotion, executionResult] as const

/** Where sources about promotion conflict. */
export const promotionVariants = [
  {
    id: 'promotion.userHeader',
    title: 'Whether execute-promotion and execution-result need a user header',
    operations: ['promotion.executePromotion', 'promotion.executionResult'],
    options: {
      optional: { text: 'The header may be left out.', provenance: headerMayBeMissing.provenance },
      required: {
        text: 'x-toss-user-key or x-anon-key is required; without it the answer is 4010.',
        user: 'key',
        provenance: documented(guide),
      },
    },
    default: 'optional',
  },
  {
    id: 'promotion.stateCodes',
    title: 'Which codes say that a promotion is not running',
    operations: ['promotion.executePromotion'],
    options: {
      'http-api': { text: '4109 in every case.', provenance: notRunning.provenance },
      sdk: {
        text: '4104 stopped, 4105 ended, 4108 not approved; 4109 when it has not started.',
        provenance: assuming(documented(sdkDocuments), 'that the HTTP API uses them as well'),
      },
    },
    default: 'http-api',
  },
  {
    id: 'envelope.errorNames',
    title: 'What code and text of a promotion failure are called',
    operations: ['promotion.getKey', 'promotion.executePromotion', 'promotion.executionResult'],
    options: {
      'errorCode-reason': {
        text: '{"error":{"errorCode":"4109","reason":"…"}}',
        provenance: documented('response format; captures of other operations show the same'),
      },
      'code-message': {
        text: '{"error":{"code":"4109","message":"…"}}, for failures that come with HTTP 200.',
        response: {
          status: 200,
          body: closed(
            {
              resultType: { type: 'string', const: 'FAIL' },
              success: { type: 'null' },
              error: closed({ code: { type: ['string', 'integer'] }, message: { type: 'string' } }),
            },
            ['success'],
          ),
        },
        provenance: reliedOn('some partner guides and clients read these names; no capture shows them'),
      },
    },
    default: 'errorCode-reason',
  },
] as const satisfies readonly Variant[]
