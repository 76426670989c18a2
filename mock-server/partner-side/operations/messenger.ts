import {
  type MessageChannel,
  messageChannels,
  missingVariable,
  type OperationId,
  type SuccessOf,
} from '../../../contracts/index.js'
import { contentId, failReasons, sendMessage } from '../../world/message.js'
import type { User } from '../../world/shapes/login.js'
import { type Channel, channels, type Delivery, type Template } from '../../world/shapes/message.js'
import type { Transaction, View } from '../../world/store.js'
import { type MessageContext, templateByCode, variablesOf } from '../../world/template.js'
import { userByAnonKey, userByKey } from '../../world/user.js'
import type { Call, HandlerResult, Handlers, Surroundings } from './handler.js'

type MessengerId = Extract<OperationId, `messenger.${string}`>
type MessageResult = SuccessOf<'messenger.sendMessage'>
type Recipient = Call<'messenger.sendBulkMessage'>['body']['contextList'][number]

/** More entries of errorDetails help nobody. */
const detailsShown = 100

export const messengerHandlers: Handlers<MessengerId> = {
  'messenger.sendMessage': ({ world, body, user, now, surroundings }) =>
    sendOne(world, { ...body, user: user as User, deploymentId: null, now }, surroundings),

  'messenger.sendTestMessage': ({ world, body, user, now, surroundings }) =>
    sendOne(world, { ...body, user: user as User, now }, surroundings),

  'messenger.sendBulkMessage'({ world, body, now, surroundings }) {
    const template = sendable(world, body.templateSetCode)
    if ('kind' in template) return template
    const missing = missingIn(template, body.contextList)
    if (missing.length > 0) return invalidContext(template, missing, true)
    const deliveries = body.contextList.flatMap((recipient) => {
      const found = findRecipient(world, recipient)
      if ('failReason' in found) return [undelivered(world, found.failReason)]
      const { context } = recipient
      return sendMessage(world, found.user, { template, context, deploymentId: null, now }).deliveries
    })
    return answer(body.contextList.length, deliveries, surroundings)
  },
}

function sendOne(
  world: Transaction,
  message: {
    templateSetCode: string
    context: MessageContext
    user: User
    deploymentId: string | null
    now: number
  },
  surroundings: Surroundings,
) {
  const { templateSetCode, context, user, deploymentId, now } = message
  const template = sendable(world, templateSetCode)
  if ('kind' in template) return template
  const missing = missingIn(template, [{ context }])
  if (missing.length > 0) return invalidContext(template, missing, false)
  const { deliveries } = sendMessage(world, user, { template, context, deploymentId, now })
  return answer(1, deliveries, surroundings)
}

function sendable(view: View, templateSetCode: string) {
  const template = templateByCode(view, templateSetCode)
  if (template?.approved) return template
  const because =
    template === undefined
      ? `this mini-app has no template set ${templateSetCode}; register it on the Toss side`
      : `the text of template set ${templateSetCode} has not been approved`
  return { kind: 'failure', code: '5004', because } as const satisfies HandlerResult<MessengerId>
}

/** A variable of the template that a context lacks. */
interface MissingVariable {
  readonly name: string
  /** Which context, of several. */
  readonly index: number
}

/** The first that are missing. userName never is: Toss fills it in. */
function missingIn({ title, body }: Template, contexts: readonly { context: MessageContext }[]): MissingVariable[] {
  const names = variablesOf(`${title}\n${body}`).filter((name) => name !== 'userName')
  const missing: MissingVariable[] = []
  for (const [index, { context }] of contexts.entries()) {
    for (const name of names) if (!Object.hasOwn(context, name)) missing.push({ name, index })
    if (missing.length >= detailsShown) break
  }
  return missing.slice(0, detailsShown)
}

function invalidContext({ templateSetCode }: Template, missing: readonly MissingVariable[], isBulk: boolean) {
  const entries = missing.map(({ name, index }) => {
    const field = `${isBulk ? `contextList[${index}].` : ''}context.${name}`
    return { name, field }
  })
  const errorDetails = entries.map(({ field }) => ({
    field,
    message: '템플릿 변수 값이 필요해요.',
    rejectedValue: null,
  }))
  const expected = 'a string or a number or true or false'
  const violations = entries.map(({ name, field }) => ({
    field: `request.body.${field}`,
    rule: 'required',
    message: `request.body.${field} is required and missing: send ${expected}, the text of template set ${templateSetCode} has {{${name}}}.`,
    expected,
    provenance: missingVariable.provenance,
  }))
  const named = entries.slice(0, 5).map(({ field }) => field)
  const because = `variables of template set ${templateSetCode} are missing: ${named.join(', ')}`
  return { kind: 'failure', code: 'INVALID_PARAMETER', data: { errorDetails }, because, violations } as const
}

function findRecipient(view: View, { userKey, anonKey }: Recipient): { user: User } | { failReason: string } {
  const user = userKey === undefined ? userByAnonKey(view, anonKey as string) : userByKey(view, userKey)
  if (user === undefined) return { failReason: failReasons.unknownRecipient }
  // An anonymous key needs no login.
  if (userKey !== undefined && user.link === null) return { failReason: failReasons.unlinkedRecipient }
  // Assumed: by an anonymous key too, who left Toss is nobody.
  if (user.leftTossAt !== null) return { failReason: failReasons.unknownRecipient }
  return { user }
}

function undelivered(world: Transaction, failReason: string): Delivery {
  return { channel: 'push', contentId: contentId('push', world.random.urlSafe(22)), failReason }
}

function answer(msgCount: number, deliveries: readonly Delivery[], { variant }: Surroundings) {
  const detail = byChannel<{ contentId: string }>()
  const fail = byChannel<{ contentId: string; reachedFailReason: string }>()
  const olderFail = byChannel<{ contentId: string; reachFailReason: string }>()
  for (const { channel, contentId, failReason } of deliveries) {
    const name = nameOf[channel]
    if (failReason === null) detail[name].push({ contentId })
    else {
      fail[name].push({ contentId, reachedFailReason: failReason })
      olderFail[name].push({ contentId, reachFailReason: failReason })
    }
  }
  const result: MessageResult = {
    msgCount,
    sentPushCount: detail.sentPush.length,
    sentInboxCount: detail.sentInbox.length,
    sentSmsCount: detail.sentSms.length,
    sentAlimtalkCount: detail.sentAlimtalk.length,
    sentFriendtalkCount: detail.sentFriendtalk.length,
    detail,
    fail,
  }
  if (variant('messenger.payloadName') === 'success') return { kind: 'success', success: result } as const
  const body = { resultType: 'SUCCESS', result: { ...result, fail: olderFail } }
  return { kind: 'raw', status: 200, body, resultType: 'SUCCESS' } as const
}

const nameOf = Object.fromEntries(channels.map((channel, index) => [channel, messageChannels[index]])) as Record<
  Channel,
  MessageChannel
>

function byChannel<Entry>(): Record<MessageChannel, Entry[]> {
  return { sentPush: [], sentInbox: [], sentSms: [], sentAlimtalk: [], sentFriendtalk: [] }
}
