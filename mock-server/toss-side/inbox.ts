import { checkOptions } from '../world/checks/option-check.js'
import { messagesOf, reached } from '../world/message.js'
import { between, done, list, moment, name, type Of, object, options, saying, truth, userKey } from '../world/shape.js'
import { type Delivery, type Message, messageShape } from '../world/shapes/message.js'
import { command, type SideOf } from './command.js'
import { knownUser } from './users.js'

/** Which messages are wanted. */
export type InboxQuery = Of<typeof inboxQuery>
const inboxQuery = options({
  /** Of this user only. */
  userKey: saying(userKey, 'Of this user only.'),
  /** False: those that reached nobody, because the user has push off; default true. */
  reached: saying(truth, 'False: those that reached nobody; default true.'),
  /** Only those of this template set. */
  templateSetCode: name,
  /** The newest this many, 100 by default. */
  limit: saying(between(1, 100_000), 'The newest this many, 100 by default.'),
})

/** Whose messages are forgotten. */
const inboxOwner = options({
  /** Of this user only. */
  userKey: saying(userKey, 'Of this user only.'),
})

/** One message, as the user sees it. */
export type InboxMessage = Of<typeof inboxMessage>
const inboxMessage = object({
  ...messageShape.properties,
  /** The contentId of the first channel that it came through, or of the first that failed. */
  contentId: name,
  /** ISO 8601, on the mock's clock. */
  at: moment,
})

/** What users got. The last 100 messages of each user are kept. */
export type InboxSide = SideOf<typeof inboxCommands>
export const inboxCommands = {
  /**
   * Messages, oldest first.
   *
   * @throws CodedError `ERR_NOT_FOUND` for an unknown userKey
   * @example
   * ```ts
   * const [message] = await mock.toss.inbox.list({ userKey })
   * expect(message?.body).toBe('김토스님, 티셔츠 상품이 출발했어요.')
   * ```
   */
  list: command({
    at: 'GET inbox',
    id: 'readInbox',
    says: 'The messages that users got, rendered, oldest first',
    takes: inboxQuery,
    gives: list(inboxMessage),
    under: 'messages',
    do: async ({ read }, query: InboxQuery = {}) => {
      checkOptions(inboxQuery, query, 'query')
      const { userKey, reached: isReached = true, templateSetCode, limit = 100 } = query
      const messages = await read((world) => {
        if (userKey === undefined) return world.list('message', { limit: Number.MAX_SAFE_INTEGER })
        return messagesOf(world, knownUser(world, userKey).userKey)
      })
      return messages
        .filter((message) => reached(message) === isReached)
        .filter((message) => templateSetCode === undefined || message.templateSetCode === templateSetCode)
        .slice(-limit)
        .map(view)
    },
  }),
  /** Forgets the messages of a user; of all where none is named. */
  clear: command({
    at: 'DELETE inbox',
    id: 'clearInbox',
    says: 'Forget the messages',
    takes: inboxOwner,
    gives: done,
    do: ({ update }, { userKey }: Of<typeof inboxOwner> = {}) =>
      update((world) => {
        const all = { limit: Number.MAX_SAFE_INTEGER }
        const users = userKey === undefined ? world.list('user', all) : [knownUser(world, userKey)]
        for (const user of users) for (const { id } of messagesOf(world, user.userKey)) world.delete('message', id)
      }),
  }),
}

function view(message: Message): InboxMessage {
  const { deliveries } = message
  const first = deliveries.find(({ failReason }) => failReason === null) ?? deliveries[0]
  return { ...message, contentId: (first as Delivery).contentId, at: new Date(message.at).toISOString() }
}
