import type { User } from './shapes/login.js'
import type { Channel, Message, Template } from './shapes/message.js'
import type { Transaction, View } from './store.js'
import { type MessageContext, render } from './template.js'

/** How many messages of one user are kept; the oldest go first. */
export const messagesPerUser = 100

/** The texts of `reachedFailReason`. Nothing is published; these are ours. */
export const failReasons = {
  pushOff: '푸시 알림을 꺼둔 사용자예요.',
  unknownRecipient: '알 수 없는 사용자예요.',
  unlinkedRecipient: '연결이 끊긴 사용자예요.',
} as const

/** Renders a message, delivers it through the template's channels, and keeps it. */
export function sendMessage(
  transaction: Transaction,
  user: User,
  message: { template: Template; context: MessageContext; deploymentId: string | null; now: number },
): Message {
  const { template, context, deploymentId, now } = message
  const values = { userName: user.profile.name, ...context }
  const id = transaction.random.urlSafe(22)
  const sent: Message = {
    id,
    userKey: user.userKey,
    templateSetCode: template.templateSetCode,
    title: render(template.title, values),
    body: render(template.body, values),
    deliveries: template.channels.map((channel) => ({
      channel,
      contentId: contentId(channel, id),
      failReason: channel === 'push' && !user.pushEnabled ? failReasons.pushOff : null,
    })),
    deploymentId,
    at: now,
  }
  keep(transaction, sent)
  return sent
}

/** The id that a message has in a channel. `toss:PUSH~` is documented, the other prefixes are by analogy. */
export function contentId(channel: Channel, id: string): string {
  return `toss:${channel.toUpperCase()}~${id}`
}

/** Whether the message reached the user through any channel. */
export function reached({ deliveries }: Message): boolean {
  return deliveries.some(({ failReason }) => failReason === null)
}

/** The messages of one user that are kept, oldest first. */
export function messagesOf(view: View, userKey: number): Message[] {
  return [...view.ranked('message', 'userKey', userKey)]
}

function keep(transaction: Transaction, message: Message): void {
  const kept = transaction.ranked('message', 'userKey', message.userKey)
  while (kept.size >= messagesPerUser) transaction.delete('message', (kept.at(0) as Message).id)
  transaction.put('message', message.id, message)
}
