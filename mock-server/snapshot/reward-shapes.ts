import type { Grant } from '../world/grant.js'
import type { Delivery, Message } from '../world/message.js'
import type { PayoutQueue } from '../world/payout.js'
import type { Promotion, PromotionMail } from '../world/promotion.js'
import type { PromotionKey } from '../world/promotion-key.js'
import { channels, type Template } from '../world/template.js'
import { count, duration, instant, list, name, object, orNull, text, truth, userKey, word } from './shape.js'

const outcome = word('SUCCESS', 'FAILED')

/** Templates and messages, promotions and grants. */
export const rewardShapes = {
  template: object<Template>({
    templateSetCode: name,
    title: text,
    body: text,
    channels: list(word(...channels)),
    approved: truth,
    createdAt: instant,
  }),
  message: object<Message>({
    id: name,
    userKey,
    templateSetCode: name,
    title: text,
    body: text,
    deliveries: list(object<Delivery>({ channel: word(...channels), contentId: name, failReason: orNull(text) })),
    deploymentId: orNull(text),
    at: instant,
  }),
  inbox: list(name),
  promotion: object<Promotion>({
    code: name,
    budget: count,
    remaining: count,
    pending: count,
    granted: count,
    perGrantLimit: count,
    perUserLimit: count,
    startsAt: orNull(instant),
    endsAt: orNull(instant),
    stage: word('NOT_APPROVED', 'APPROVED', 'STOPPED', 'ENDED'),
    ended: orNull(object<NonNullable<Promotion['ended']>>({ by: word('SPENT', 'CONSOLE'), at: instant })),
    payoutDelaySeconds: orNull(duration),
    failNextExecutions: count,
    failNextPayouts: count,
    queues: list(name),
    mails: list(object<PromotionMail>({ about: word('BUDGET_80_PERCENT'), budget: count, at: instant })),
    testedAt: orNull(instant),
    createdAt: instant,
  }),
  promotionKey: object<PromotionKey>({
    key: name,
    owner: orNull(object<NonNullable<PromotionKey['owner']>>({ userKey, namedBy: word('userKey', 'anonKey') })),
    expiresAt: instant,
  }),
  grant: object<Grant>({
    key: name,
    promotionCode: name,
    test: truth,
    userKey,
    amount: count,
    executedAt: instant,
    decidesAt: orNull(instant),
    outcome,
    booked: truth,
  }),
  grantTotal: count,
  payoutQueue: object<PayoutQueue>({ head: count, tail: count }),
  payout: name,
}
