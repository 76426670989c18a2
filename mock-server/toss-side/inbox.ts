import type { JsonSchema } from '../../contracts/index.js'
import { messagesOf, reached } from '../world/message.js'
import type { Delivery, Message } from '../world/shapes/message.js'
import type { TossSideContext } from './context.js'
import { checkOptions } from './option-check.js'
import { knownUser } from './users.js'

/** Which messages are wanted. */
export interface InboxQuery {
  /** Of this user only. */
  readonly userKey?: number
  /** False: those that reached nobody, because the user has push off; default true. */
  readonly reached?: boolean
  /** Only those of this template set. */
  readonly templateSetCode?: string
  /** The newest this many, 100 unless told. */
  readonly limit?: number
}

/** One message, as the user sees it. */
export interface InboxMessage extends Omit<Message, 'at'> {
  /** The contentId of the first channel that it came through, or of the first that failed. */
  readonly contentId: string
  readonly deliveries: readonly Delivery[]
  /** ISO 8601, on the mock's clock. */
  readonly at: string
}

/** What users got. The last 100 messages of each user are kept. */
export interface InboxSide {
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
  list(query?: InboxQuery): Promise<InboxMessage[]>
  /** Forgets the messages of a user; of all where none is named. */
  clear(query?: Pick<InboxQuery, 'userKey'>): Promise<void>
}

/** The shape of `list`'s argument. */
export const inboxQuerySchema = {
  type: 'object',
  properties: {
    userKey: { type: 'integer', minimum: 1, description: 'Of this user only.' },
    reached: { type: 'boolean', description: 'False: those that reached nobody; default true.' },
    templateSetCode: { type: 'string', minLength: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100_000, description: 'The newest this many, 100 unless told.' },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

/** The inbox's part of the Toss side. */
export function createInboxSide({ read, update }: TossSideContext): InboxSide {
  return {
    async list(query = {}) {
      checkOptions(inboxQuerySchema, query, 'query')
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
    clear: ({ userKey } = {}) =>
      update((world) => {
        const all = { limit: Number.MAX_SAFE_INTEGER }
        const users = userKey === undefined ? world.list('user', all) : [knownUser(world, userKey)]
        for (const user of users) {
          for (const { id } of messagesOf(world, user.userKey)) world.delete('message', id)
          world.delete('inbox', String(user.userKey))
        }
      }),
  }
}

function view(message: Message): InboxMessage {
  const { deliveries } = message
  const first = deliveries.find(({ failReason }) => failReason === null) ?? deliveries[0]
  return { ...message, contentId: (first as Delivery).contentId, at: new Date(message.at).toISOString() }
}
