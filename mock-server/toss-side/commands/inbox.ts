import { checkOptions } from '../../world/checks/option-check.js'
import { messagesOf, reached } from '../../world/message.js'
import {
  between,
  done,
  list,
  moment,
  name,
  type Of,
  object,
  options,
  saying,
  text,
  truth,
  userKey,
} from '../../world/shape.js'
import { type Delivery, type Message, messageShape } from '../../world/shapes/message.js'
import type { View } from '../../world/store.js'
import { command, type SideOf } from '../command.js'
import { knownUser } from './users.js'

/** Which messages are wanted. */
export interface InboxQuery extends Of<typeof inboxQuery> {}
const inboxQuery = options({
  /** Of this user only. */
  userKey: saying(userKey, 'Of this user only.'),
  /** False: those that reached nobody, because the user has push off; default true. */
  reached: saying(truth, 'False: those that reached nobody; default true.'),
  /** Only those of this template set. */
  templateSetCode: name,
  /** The newest this many, 100 by default. */
  limit: saying(between(1, 100_000), 'The newest this many, 100 by default.'),
  /** The id of a message: only those before it. */
  before: saying(text, 'The id of a message: only those before it.'),
})

/** Whose messages are forgotten. */
const inboxOwner = options({
  /** Of this user only. */
  userKey: saying(userKey, 'Of this user only.'),
})

/** One message, as the user sees it. */
export interface InboxMessage extends Of<typeof inboxMessage> {}
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
      const { userKey, reached: isReached = true, templateSetCode, limit = 100, before } = query
      return read((world) => {
        const found: Message[] = []
        for (const message of userKey === undefined ? newestFirst(world, before) : newestOf(world, userKey, before)) {
          if (found.length === limit) break
          const isWanted = templateSetCode === undefined || message.templateSetCode === templateSetCode
          if (isWanted && reached(message) === isReached) found.push(message)
        }
        return found.reverse().map(view)
      })
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

/** Those of every user; a world may have millions. */
function* newestFirst(world: View, before?: string): Generator<Message> {
  const limit = 100
  for (let after = before; ; ) {
    const page = world.list('message', { first: 'newest', limit, ...(after !== undefined && { after }) })
    yield* page
    if (page.length < limit) return
    after = page.at(-1)?.id
  }
}

function newestOf(world: View, userKey: number, before?: string): Message[] {
  const messages = messagesOf(world, knownUser(world, userKey).userKey)
  const end = before === undefined ? messages.length : messages.findIndex(({ id }) => id === before)
  return messages.slice(0, Math.max(0, end)).reverse()
}

function view(message: Message): InboxMessage {
  const { deliveries } = message
  const first = deliveries.find(({ failReason }) => failReason === null) ?? deliveries[0]
  return { ...message, contentId: (first as Delivery).contentId, at: new Date(message.at).toISOString() }
}
