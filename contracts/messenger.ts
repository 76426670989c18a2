import { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
import type { Failure, Limit, Operation, Variant } from './operation.js'
import { assumed, documented, reliedOn } from './provenance.js'
import type { JsonSchema } from './schema.js'

const guide = 'smart message guide (스마트 발송)'

/** The channels of a message, as they are named in results. */
export const messageChannels = ['sentPush', 'sentInbox', 'sentSms', 'sentAlimtalk', 'sentFriendtalk'] as const

/** One channel of a message. */
export type MessageChannel = (typeof messageChannels)[number]

/** No such template. */
export const templateNotFound = {
  code: 'TEMPLATE_SET_NOT_FOUND',
  reason: '템플릿 정보를 찾을 수 없어요',
  httpStatus: 200,
  when: 'No template set of this mini-app has the templateSetCode, or its text has not been approved.',
  provenance: assumed('neither code nor text is published; made up in the style of the other codes'),
} as const satisfies Failure

const unlinkedUser = {
  ...userNotIdentified,
  when: 'The user header is missing, or names an unknown user or one who unlinked the mini-app.',
} as const satisfies Failure

const rateLimitedPerUser = {
  ...rateLimited,
  when: 'More calls than the limits allow: 3,000 a minute per mini-app, 10 a minute per user.',
  provenance: documented('error code table (2026-07/08); that the limit per user has the same code is assumed'),
} as const satisfies Failure

const limits = [
  {
    id: 'user.callsPerMinute',
    text: 'At most 10 calls of this operation a minute per user; above it 4095.',
    provenance: documented(`${guide}: the number; the code, and that each operation counts by itself, are assumed`),
  },
] as const satisfies readonly Limit[]

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

function count(description: string) {
  return { type: 'integer', description, minimum: 0, 'x-provenance': documented(guide) } as const
}

const sent = {
  type: 'array',
  description: 'The messages that were sent through this channel.',
  items: {
    type: 'object',
    properties: {
      contentId: {
        type: 'string',
        description: 'Starts like toss:PUSH~.',
        minLength: 1,
        'x-provenance': documented(`${guide}: sample`),
      },
    },
    required: ['contentId'],
    additionalProperties: false,
  },
  'x-provenance': documented(guide),
} as const

const failed = {
  type: 'array',
  description: 'The messages that could not be sent through this channel, with the reason.',
  items: {
    type: 'object',
    properties: {
      contentId: {
        type: 'string',
        minLength: 1,
        'x-provenance': documented(`${guide}: entries of detail and fail have the same fields`),
      },
      reachedFailReason: {
        type: 'string',
        description: 'Why it did not reach the user.',
        minLength: 1,
        'x-provenance': documented(guide),
      },
    },
    required: ['reachedFailReason'],
    additionalProperties: false,
  },
  'x-provenance': documented(guide),
} as const

const sentByChannel = {
  type: 'object',
  properties: { sentPush: sent, sentInbox: sent, sentSms: sent, sentAlimtalk: sent, sentFriendtalk: sent },
  required: messageChannels,
  additionalProperties: false,
  'x-provenance': documented(guide),
} as const

const failedByChannel = {
  type: 'object',
  properties: { sentPush: failed, sentInbox: failed, sentSms: failed, sentAlimtalk: failed, sentFriendtalk: failed },
  required: messageChannels,
  additionalProperties: false,
  'x-provenance': documented(guide),
} as const

/** What became of a message: the payload of all three operations. */
export const messageResult = {
  type: 'object',
  properties: {
    msgCount: count('How many messages were asked for: 1, or the length of contextList.'),
    sentPushCount: count('How many pushes were sent.'),
    sentInboxCount: count('How many messages were put in the inbox of the Toss app.'),
    sentSmsCount: count('How many text messages were sent.'),
    sentAlimtalkCount: count('How many 알림톡 were sent.'),
    sentFriendtalkCount: count('How many 친구톡 were sent.'),
    detail: sentByChannel,
    fail: failedByChannel,
  },
  required: [
    'msgCount',
    'sentPushCount',
    'sentInboxCount',
    'sentSmsCount',
    'sentAlimtalkCount',
    'sentFriendtalkCount',
    'detail',
    'fail',
  ],
  additionalProperties: false,
} as const satisfies JsonSchema

const pushOff = {
  id: 'message.pushOff',
  text: 'A user with push off is no failure: SUCCESS with sentPushCount 0 and an entry in fail.sentPush.',
  provenance: documented(guide),
} as const

const missingVariable = {
  id: 'template.missingVariable',
  text: 'A variable of the template that context lacks is INVALID_PARAMETER, and errorDetails names context.<variable>.',
  provenance: assumed('what happens then is unpublished; a message with a hole in it helps nobody'),
} as const

const userName = {
  id: 'template.userName',
  text: "The variable userName is the user's name, unless context has a userName of its own.",
  provenance: documented(`${guide}: Toss fills it in, and the samples send it; which of the two wins is assumed`),
} as const

const variables = {
  id: 'template.variables',
  text: 'A variable is written {{name}} in the template; values of context that it does not use are ignored.',
  provenance: reliedOn('public code quotes console texts with {{userName}}; the rest is assumed'),
} as const

const review = {
  id: 'template.review',
  text: 'Before the text of a template is approved nothing can be sent, not even a test message.',
  provenance: documented(`${guide}; that the answer is that for an unknown template is assumed`),
} as const

const ofTemplates = [pushOff, missingVariable, userName, variables, review] as const

const anyOperation = [templateNotFound, invalidParameter, internalError, notRegistered] as const

const sendMessage = {
  id: 'messenger.sendMessage',
  feature: 'messenger',
  title: 'Send a message to a user',
  titleKo: '메시지 발송하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/messenger/send-message',
  user: 'key',
  headers: [],
  request: {
    schema: {
      type: 'object',
      properties: { templateSetCode, context },
      required: ['templateSetCode', 'context'],
    },
    required: true,
    provenance: documented(guide),
  },
  success: { schema: messageResult, provenance: documented(guide) },
  failures: [unlinkedUser, rateLimitedPerUser, ...anyOperation],
  behaviours: ofTemplates,
  limits,
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
  headers: [],
  request: {
    schema: {
      type: 'object',
      properties: {
        templateSetCode,
        deploymentId: {
          type: 'string',
          description: 'The deployment of the mini-app that the message opens.',
          format: 'uuid',
          'x-provenance': documented(guide),
        },
        context,
      },
      required: ['templateSetCode', 'deploymentId', 'context'],
    },
    required: true,
    provenance: documented(guide),
  },
  success: { schema: messageResult, provenance: documented(guide) },
  failures: [unlinkedUser, rateLimitedPerUser, ...anyOperation],
  behaviours: ofTemplates,
  limits,
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
  headers: [],
  request: {
    schema: {
      type: 'object',
      properties: {
        templateSetCode,
        contextList: {
          type: 'array',
          description: 'One entry a user: 1 to 2,500.',
          items: {
            type: 'object',
            properties: {
              userKey: {
                type: 'integer',
                description: 'The user, as login-me gives it (int64).',
                minimum: 1,
                'x-provenance': documented(guide),
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
      },
      required: ['templateSetCode', 'contextList'],
    },
    required: true,
    provenance: documented(guide),
  },
  success: { schema: messageResult, provenance: documented(guide) },
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
        text: '{"resultType":"SUCCESS","result":{…}}',
        response: {
          status: 200,
          body: {
            type: 'object',
            properties: { resultType: { type: 'string', const: 'SUCCESS' }, result: messageResult },
            required: ['resultType', 'result'],
            additionalProperties: false,
          },
        },
        provenance: documented('functional push guide, before it became smart message', '2025-11'),
      },
    },
    default: 'success',
  },
] as const satisfies readonly Variant[]
