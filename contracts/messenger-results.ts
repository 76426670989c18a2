import { documented, reliedOn } from './provenance.js'
import { closed, type JsonSchema } from './schema.js'

const guide = 'smart message guide (스마트 발송)'

/** The channels of a message, as they are named in results. */
export const messageChannels = ['sentPush', 'sentInbox', 'sentSms', 'sentAlimtalk', 'sentFriendtalk'] as const

/** One channel of a message. */
export type MessageChannel = (typeof messageChannels)[number]

function count(description: string) {
  return { type: 'integer', description, minimum: 0, 'x-provenance': documented(guide) } as const
}

const sent = {
  type: 'array',
  description: 'The messages that were sent through this channel.',
  items: closed({
    contentId: {
      type: 'string',
      description: 'Starts like toss:PUSH~.',
      minLength: 1,
      'x-provenance': documented(`${guide}: sample`),
    },
  }),
  'x-provenance': documented(guide),
} as const

const failed = {
  type: 'array',
  description: 'The messages that could not be sent through this channel, with the reason.',
  items: closed(
    {
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
    ['contentId'],
  ),
  'x-provenance': documented(guide),
} as const

const sentByChannel = {
  ...closed({ sentPush: sent, sentInbox: sent, sentSms: sent, sentAlimtalk: sent, sentFriendtalk: sent }),
  'x-provenance': documented(guide),
} as const

const failedByChannel = {
  ...closed({ sentPush: failed, sentInbox: failed, sentSms: failed, sentAlimtalk: failed, sentFriendtalk: failed }),
  'x-provenance': documented(guide),
} as const

/** What became of a message: the payload of all three operations. */
export const messageResult = closed({
  msgCount: count('How many messages were asked for: 1, or the length of contextList.'),
  sentPushCount: count('How many pushes were sent.'),
  sentInboxCount: count('How many messages were put in the inbox of the Toss app.'),
  sentSmsCount: count('How many text messages were sent.'),
  sentAlimtalkCount: count('How many 알림톡 were sent.'),
  sentFriendtalkCount: count('How many 친구톡 were sent.'),
  detail: sentByChannel,
  fail: failedByChannel,
})

const nothing = { sentPush: [], sentInbox: [], sentSms: [], sentAlimtalk: [], sentFriendtalk: [] } as const

/** One push was sent. */
export const messageExample = {
  msgCount: 1,
  sentPushCount: 1,
  sentInboxCount: 0,
  sentSmsCount: 0,
  sentAlimtalkCount: 0,
  sentFriendtalkCount: 0,
  detail: { ...nothing, sentPush: [{ contentId: 'toss:PUSH~made-up-0001' }] },
  fail: nothing,
} as const

const olderFailed = {
  ...failed,
  items: closed({
    contentId: failed.items.properties.contentId,
    reachFailReason: {
      type: 'string',
      description: 'Why it did not reach the user.',
      minLength: 1,
      'x-provenance': reliedOn('two strict readers of the older payload', '2026-12-01'),
    },
  }),
} as const satisfies JsonSchema

/** The payload as the older guide has it, under `result`: an entry of `fail` has both fields, and the reason another name. */
export const olderMessageResult: JsonSchema = {
  ...messageResult,
  properties: {
    ...messageResult.properties,
    fail: { ...failedByChannel, properties: Object.fromEntries(messageChannels.map((name) => [name, olderFailed])) },
  },
}
