import { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
import { messageExample, messageResult, olderMessageResult } from './messenger-results.js'
import { bodyOf, type Failure, failing, type Limit, type Operation, type Variant } from './operation.js'
import { assumed, assuming, documented, reliedOn } from './provenance.js'
import { closed } from './schema.js'

const guide = 'smart message guide (스마트 발송)'
const revised = '2026-12-01'

/** The template set cannot be sent from. */
export const templateNotUsable = failing('5004', '사용할 수 없는 템플릿이에요.', {
  when: 'The template set has not been approved, or this mini-app has none with the templateSetCode.',
  provenance: assuming(
    documented(`${guide}, second hand: the code and HTTP 200 where it is not approved`, revised),
    'that an unknown one is answered the same, and the text',
  ),
})

const unlinkedUser = {
  ...userNotIdentified,
  when: 'The user header is missing, or names an unknown user or one who unlinked the mini-app.',
} as const satisfies Failure

const tooManySends = {
  ...rateLimited,
  when: 'More calls than the limits allow: 15,000 a minute per mini-app, 10 a minute per user.',
  provenance: assuming(
    documented('error code table (2026-07/08): the code', revised),
    'that it is also that of these two limits',
  ),
} as const satisfies Failure

const rateLimitedPerUser = {
  ...rateLimited,
  when: 'More calls than the limits allow: 3,000 a minute per mini-app, 10 a minute per user.',
  provenance: assuming(documented('error code table (2026-07/08)'), 'that the limit per user has the same code'),
} as const satisfies Failure

const callsPerMinute = {
  id: 'user.callsPerMinute',
  text: 'At most 10 calls of this operation a minute per user; above it 4095.',
  provenance: assuming(documented(`${guide}: the number`), 'the code, and that each operation counts by itself'),
} as const satisfies Limit

const sendsPerMinute = {
  id: 'miniApp.sendsPerMinute',
  text: 'At most 15,000 calls of this operation a minute per mini-app; above it 4095. They are counted apart from the 3,000 of the other operations.',
  provenance: assuming(
    documented(`${guide}, second hand: the number`, revised),
    'that test and bulk messages stay among the 3,000',
  ),
} as const satisfies Limit

const templateSetCode = {
  type: 'string',
  description: 'The code of the template set in the console.',
  minLength: 1,
  'x-provenance': documented(guide),
} as const

const context = {
  type: 'object',
  description: "Values of the template's variables. Toss fills userName in where it is left out.",
  additionalProperties: { type: ['string', 'number', 'boolean'] },
  'x-sensitive': true,
  'x-provenance': documented(guide),
} as const

const pushOff = {
  id: 'message.pushOff',
  text: 'A user with push off is not a failure: SUCCESS with sentPushCount 0 and an entry in fail.sentPush.',
  provenance: documented(guide),
} as const

/** What the text of a template needs, and `context` lacks. */
export const missingVariable = {
  id: 'template.missingVariable',
  text: 'A variable of the template that context lacks is INVALID_PARAMETER, and errorDetails names context.<variable>.',
  provenance: assumed('what happens then is unpublished; a message with a hole in it helps nobody'),
} as const

const userName = {
  id: 'template.userName',
  text: "The variable userName is the user's name, unless context has a userName of its own.",
  provenance: assuming(documented(`${guide}: Toss fills it in, and the samples send it`), 'which of the two wins'),
} as const

const variables = {
  id: 'template.variables',
  text: 'A variable is written {{name}} in the template; values of context that it does not use are ignored.',
  provenance: assuming(reliedOn('public code quotes console texts with {{userName}}'), 'the rest'),
} as const

const review = {
  id: 'template.review',
  text: 'Before the text of a template is approved nothing can be sent, not even a test message.',
  provenance: documented(guide),
} as const

const ofTemplates = [pushOff, missingVariable, userName, variables, review] as const

const anyOperation = [templateNotUsable, invalidParameter, internalError, notRegistered] as const

const exampleContext = { productName: '아메리카노', count: 2, vip: true } as const

const sendMessage = {
  id: 'messenger.sendMessage',
  feature: 'messenger',
  title: 'Send a message to a user',
  titleKo: '메시지 발송하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/messenger/send-message',
  user: 'key',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), { templateSetCode, context }),
  success: { schema: messageResult, provenance: documented(guide) },
  example: { body: { templateSetCode: 'order-complete', context: exampleContext }, success: messageExample },
  failures: [unlinkedUser, tooManySends, ...anyOperation],
  behaviours: ofTemplates,
  limits: [callsPerMinute, sendsPerMinute],
  provenance: documented(guide),
} as const satisfies Operation

const sendTestMessage = {
  id: 'messenger.sendTestMessage',
  feature: 'messenger',
  title: 'Send a test message to a user',
  titleKo: '테스트 메시지 발송하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/messenger/send-test-message',
  user: 'key',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    templateSetCode,
    deploymentId: {
      type: 'string',
      description: 'The deployment of the mini-app that the message opens.',
      format: 'uuid',
      'x-provenance': documented(guide),
    },
    context,
  }),
  success: { schema: messageResult, provenance: documented(guide) },
  example: {
    body: {
      templateSetCode: 'order-complete',
      deploymentId: '018f2f7e-6b1c-7c3a-9d51-6f0e2b8c4a11',
      context: exampleContext,
    },
    success: messageExample,
  },
  failures: [unlinkedUser, rateLimitedPerUser, ...anyOperation],
  behaviours: ofTemplates,
  limits: [callsPerMinute],
  provenance: documented(guide),
} as const satisfies Operation

const sendBulkMessage = {
  id: 'messenger.sendBulkMessage',
  feature: 'messenger',
  title: 'Send a message to many users',
  titleKo: '대량 메시지 발송하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/messenger/send-bulk-message',
  user: 'none',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    templateSetCode,
    contextList: {
      type: 'array',
      description: 'One entry a user: 1 to 2,500.',
      items: {
        type: 'object',
        properties: {
          userKey: {
            type: ['integer', 'string'],
            description: 'The user, as login-me gives it (int64); a string of digits is taken as well.',
            minimum: 1,
            pattern: '^[1-9][0-9]{0,18}$',
            examples: [443731104],
            'x-provenance': documented(`${guide}: an integer; the official example sends a string`, revised),
          },
          anonKey: {
            type: 'string',
            description: "The user, as the SDK's getAnonymousKey() gives it.",
            minLength: 1,
            maxLength: 64,
            'x-sensitive': true,
            'x-provenance': documented(guide, '2026-07-16'),
          },
          context,
        },
        required: ['context'],
        oneOf: [{ required: ['userKey'] }, { required: ['anonKey'] }],
      },
      minItems: 1,
      maxItems: 2500,
      'x-provenance': documented(guide),
    },
  }),
  success: { schema: messageResult, provenance: documented(guide) },
  example: {
    body: { templateSetCode: 'order-complete', contextList: [{ userKey: 443731104, context: exampleContext }] },
    success: messageExample,
  },
  failures: [rateLimited, ...anyOperation],
  behaviours: [
    ...ofTemplates,
    {
      id: 'bulk.unlinkedRecipient',
      text: 'An unknown or unlinked recipient is an entry in fail.sentPush; the others get their message.',
      provenance: assumed('what happens then is unpublished; 4010 would not say whom it means'),
    },
  ],
  limits: [{ id: 'bulk.recipients', text: '1 to 2,500 recipients a call.', provenance: documented(guide) }],
  provenance: documented(guide),
} as const satisfies Operation

/** The three operations of the messenger. */
export const messengerOperations = [sendMessage, sendTestMessage, sendBulkMessage] as const

/** Where sources about the messenger conflict. */
export const messengerVariants = [
  {
    id: 'messenger.payloadName',
    title: 'What the payload of a SUCCESS envelope is called',
    operations: ['messenger.sendMessage', 'messenger.sendTestMessage', 'messenger.sendBulkMessage'],
    options: {
      success: { text: '{"resultType":"SUCCESS","success":{…}}', provenance: documented(guide) },
      result: {
        text: '{"resultType":"SUCCESS","result":{…}}, and an entry of fail has contentId and reachFailReason.',
        response: {
          status: 200,
          body: closed({ resultType: { type: 'string', const: 'SUCCESS' }, result: olderMessageResult }),
        },
        provenance: documented('functional push guide, before it became smart message', '2025-11'),
      },
    },
    default: 'success',
  },
  {
    id: 'messenger.sendLimit',
    title: 'Which limit of calls a minute single messages have',
    operations: ['messenger.sendMessage'],
    options: {
      own: {
        text: '15,000 a minute per mini-app, counted apart from the 3,000 of the other operations.',
        provenance: sendsPerMinute.provenance,
      },
      general: {
        text: 'None of their own: they are among the 3,000 a minute per mini-app.',
        provenance: documented('error code table (2026-07/08): the limit, without an exception'),
      },
    },
    default: 'own',
  },
] as const satisfies readonly Variant[]
