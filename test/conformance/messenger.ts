import { randomUUID } from 'node:crypto'
import type { Answer } from '../../verify/read-answer.js'
import type { MiniApp, Person, Stage } from './stage.js'

const operations = ['messenger.sendMessage', 'messenger.sendTestMessage', 'messenger.sendBulkMessage'] as const

type MessengerOperation = (typeof operations)[number]

/** What one message to one user is, whichever operation sends it. */
interface Message {
  readonly templateSetCode: string
  readonly context?: object
}

/** The three operations: what a template needs, who gets a message, and who does not. */
export async function messengerLife(stage: Stage): Promise<void> {
  const { app } = stage
  const templateSetCode = 'verify-shipped'
  await app.toss.post('/templates', {
    templateSetCode,
    title: '{{productName}} 배송 시작',
    body: '{{userName}}님, {{productName}} 상품이 출발했어요.',
    channels: ['push', 'inbox'],
  })
  await app.toss.post('/templates', { templateSetCode: 'verify-waiting', title: '제목', body: '내용', approved: false })
  for (const operation of operations) await messages(stage, operation, templateSetCode)
  await bulk(stage, templateSetCode)
}

async function messages(
  { app, notebook }: Stage,
  operation: MessengerOperation,
  templateSetCode: string,
): Promise<void> {
  const user = await app.user({ name: '김메시지' })
  const named = (name: string) => [`${operation}/${name}`]
  const context = { productName: '사과' }

  const sent = await sendTo(app, operation, user, { templateSetCode, context })
  notebook.success(sent, [], { msgCount: 1, sentPushCount: 1, sentInboxCount: 1 })
  if (sent.resultType === 'SUCCESS' && sent.variant === undefined) {
    notebook.shows('messenger.payloadName', 'success', operation)
  }
  const userName = named('template.userName')
  notebook.holds(userName, ...(await inboxSays(app, user, '김메시지님, 사과 상품이 출발했어요.')))
  const own = { ...context, userName: '고객' }
  notebook.success(await sendTo(app, operation, user, { templateSetCode, context: own }), userName)
  notebook.holds(userName, ...(await inboxSays(app, user, '고객님, 사과 상품이 출발했어요.')))
  const more = { ...context, unused: true }
  notebook.success(await sendTo(app, operation, user, { templateSetCode, context: more }), named('template.variables'))

  const missing = await sendTo(app, operation, user, { templateSetCode })
  notebook.failure(missing, 'INVALID_PARAMETER', named('template.missingVariable'))
  const details = (missing.data.errorDetails ?? []) as { field?: string }[]
  const fields = details.map(({ field }) => field).join(', ')
  const rule = { field: 'response.body.error.data.errorDetails[].field', expected: 'context.productName' }
  const holds = fields.endsWith('context.productName')
  notebook.holds(named('template.missingVariable'), `errorDetails names ${fields}`, { ...rule, holds })

  notebook.failure(await sendTo(app, operation, user, { templateSetCode: 'verify-unknown' }), '5004')
  const waiting = await sendTo(app, operation, user, { templateSetCode: 'verify-waiting' })
  notebook.failure(waiting, '5004', named('template.review'))

  const quiet = await app.user()
  await app.toss.patch(`/users/${quiet.userKey}`, { pushEnabled: false })
  const off = await sendTo(app, operation, quiet, { templateSetCode, context })
  if (notebook.success(off, named('message.pushOff'), { msgCount: 1, sentPushCount: 0 })) {
    notebook.holds(named('message.pushOff'), ...failedPushes(off, 1))
  }
  if (operation === 'messenger.sendBulkMessage') return

  const unlinked = await app.user()
  await app.toss.post(`/users/${unlinked.userKey}/unlink`, {})
  notebook.failure(await sendTo(app, operation, unlinked, { templateSetCode, context }), '4010')
}

async function bulk({ app, notebook }: Stage, templateSetCode: string): Promise<void> {
  const operation = 'messenger.sendBulkMessage'
  const [user, unlinked] = [await app.user(), await app.user()]
  await app.toss.post(`/users/${unlinked.userKey}/unlink`, {})
  const context = { productName: '배' }
  const contextList = [
    { userKey: user.userKey, context },
    { anonKey: user.anonKey, context },
    { userKey: unlinked.userKey, context },
    { userKey: 1, context },
  ]
  const answer = await app.call(operation, { json: { templateSetCode, contextList } })
  const unlinkedRecipient = [`${operation}/bulk.unlinkedRecipient`]
  if (notebook.success(answer, unlinkedRecipient, { msgCount: 4, sentPushCount: 2 })) {
    notebook.holds(unlinkedRecipient, ...failedPushes(answer, 2))
  }
  const recipients = (length: number) => Array.from({ length }, () => ({ userKey: user.userKey, context }))
  const limit = [`${operation}/bulk.recipients`]
  const most = await app.call(operation, { json: { templateSetCode, contextList: recipients(2_500) } })
  notebook.success(most, limit, { msgCount: 2_500 })
  const tooMany = await app.call(operation, { json: { templateSetCode, contextList: recipients(2_501) } })
  notebook.failure(tooMany, 'INVALID_PARAMETER', limit)
  const none = await app.call(operation, { json: { templateSetCode, contextList: [] } })
  notebook.failure(none, 'INVALID_PARAMETER', limit)
}

function sendTo(
  app: MiniApp,
  operation: MessengerOperation,
  { userKey, by }: Person,
  { templateSetCode, context = {} }: Message,
): Promise<Answer> {
  if (operation === 'messenger.sendBulkMessage') {
    return app.call(operation, { json: { templateSetCode, contextList: [{ userKey, context }] } })
  }
  const deploymentId = operation === 'messenger.sendTestMessage' ? { deploymentId: randomUUID() } : {}
  return app.call(operation, { headers: by, json: { templateSetCode, context, ...deploymentId } })
}

async function inboxSays(app: MiniApp, { userKey }: Person, text: string) {
  const { messages: arrived } = await app.toss.get(`/inbox?userKey=${userKey}`)
  const body = arrived.at(-1)?.body
  const seen = body === text ? 'the message names the user so' : 'the message names the user otherwise'
  return [seen, { field: 'the message', expected: 'userName filled in', holds: body === text }] as const
}

/** How many recipients stand in fail.sentPush. */
function failedPushes({ operation, success }: Answer, expected: number) {
  const count = (success as { fail?: { sentPush?: unknown[] } }).fail?.sentPush?.length ?? 0
  const field = `${operation} response.body.success.fail.sentPush`
  return [`${count} in fail.sentPush`, { field, expected: `${expected} entries`, holds: count === expected }] as const
}
