import { instant, list, name, type Of, object, orNull, text, truth, userKey, word } from '../shape.js'

/** The channels that a message can go through, in the order of the results. */
export const channels = ['push', 'inbox', 'sms', 'alimtalk', 'friendtalk'] as const

/** One channel of a message. */
export type Channel = (typeof channels)[number]

/** A template set, as it is registered in the console. */
export interface Template extends Of<typeof templateShape> {}
export const templateShape = object({
  templateSetCode: name,
  /** With variables in double braces: `{{userName}}`. `#{userName}` is read as well. */
  title: text,
  body: text,
  channels: list(word(...channels)),
  /** Whether the review of the text is over; before that nothing can be sent, not even a test message. */
  approved: truth,
  createdAt: instant,
})

/** What became of a message in one channel. */
export interface Delivery extends Of<typeof deliveryShape> {}
export const deliveryShape = object({
  channel: word(...channels),
  contentId: name,
  /** Why it did not reach the user, Korean; null where it did. */
  failReason: orNull(text),
})

/** One message to one user, as it was rendered. */
export interface Message extends Of<typeof messageShape> {}
export const messageShape = object({
  id: name,
  userKey,
  templateSetCode: name,
  title: text,
  body: text,
  /** One delivery for each channel of the template. */
  deliveries: list(deliveryShape),
  /** The deployment that a test message opens; null for any other message. */
  deploymentId: orNull(text),
  at: instant,
})
