import { type FaultRule, faultRuleShape } from '../partner-side/faults/fault-rule.js'
import { miniAppChanges } from '../toss-side/commands/mini-app-settings.js'
import { type PaySetUp, paySetUpShape } from '../toss-side/commands/pay.js'
import {
  byName,
  joined,
  list,
  moment,
  type Of,
  only,
  options,
  type Shape,
  saying,
  text,
  truth,
} from '../world/shape.js'
import type { MiniApp } from '../world/shapes/mini-app.js'
import type { WrittenWorld } from '../world/snapshot/written-world.js'
import {
  type CallbacksSeed,
  callbacksSeed,
  id,
  type PromotionSeed,
  productSeed,
  promotionSeed,
  type TemplateSeed,
  templateSeed,
  type UserSeed,
  userSeed,
} from './console-seed.js'
import { grantSeed, messageSeed, orderSeed, paymentSeed, subscriptionSeed } from './past-seed.js'

/** The format of seed files and exports. The number goes up when an older version could not read the file. */
export const worldFormat = 'apps-in-toss-mock/world@1'

const ruleForAll: Shape<FaultRule> = joined(
  faultRuleShape,
  options({
    userKey: saying(
      faultRuleShape.properties.userKey,
      'Only calls that concern this user, whom the file need not have.',
    ),
  }),
)

const ofFault = options({
  /** The `id` of a user of this file who has a `userKey` there. Not together with `userKey`. */
  user: saying(id, 'The id of a user of this file who has a userKey there: only calls that concern this user.'),
})

/** A rule of a mini-app, which may name the user by the `id` in this file. */
export interface FaultSeed extends FaultRule, Of<typeof ofFault> {}
const faultSeed: Shape<FaultSeed> = joined(ofFault, ruleForAll)

/** One mini-app: what is set up in the console, its users, and what they did. */
export interface MiniAppSeed extends Of<typeof miniAppSeed> {}
export const miniAppSeed = options({
  settings: saying<Shape<Partial<MiniApp>>>(miniAppChanges, 'What is set in the console for the mini-app.'),
  callbacks: saying<Shape<CallbacksSeed>>(
    callbacksSeed,
    'Where callbacks go. Nothing is sent while the world is made.',
  ),
  paymentSettings: saying<Shape<PaySetUp>>(paySetUpShape, 'Toss Pay and the banks.'),
  /** The only products; without it the mini-app has the four that every one has. */
  products: saying(list(productSeed), 'The only products; without it there are the four that every mini-app has.'),
  templates: saying(
    list<Shape<TemplateSeed>>(templateSeed),
    'Template sets. Of WELCOME_MESSAGE, which is always there, what changes.',
  ),
  promotions: saying(
    list<Shape<PromotionSeed>>(promotionSeed),
    'Promotions. Of WELCOME_POINT, which is always there, what changes.',
  ),
  users: saying(list<Shape<UserSeed>>(userSeed), 'The users, in the order of their creation.'),
  payments: saying(
    list(paymentSeed),
    'Payments of Toss Pay: the fields of make-payment, and how far each got. orderNo is unique.',
  ),
  orders: saying(list(orderSeed), 'Orders of in-app purchase. orderId is unique over all mini-apps.'),
  subscriptions: saying(
    list(subscriptionSeed),
    'Subscriptions, each with the order that began it. Since then it renewed by itself, as time went by.',
  ),
  grants: saying(list(grantSeed), 'Points of promotions that users have got or wait for.'),
  messages: saying(list(messageSeed), 'Messages that users have got.'),
  /** What goes wrong with its calls; no part of its world, and added again by each reset. */
  faults: saying(list(faultSeed), 'What goes wrong with its calls, in this order; see [faults](faults.md).'),
})

const farthest = 315_576_000_0
const aheadBySeconds: Shape<number> = { type: 'number', minimum: -farthest, maximum: farthest }

/** Where the mock's clock starts; at real time by default. */
export interface ClockSeed extends Of<typeof clockSeed> {}
const clockSeed = options({
  /** ISO 8601. Not together with `aheadBySeconds`. */
  instant: saying(moment, 'ISO 8601; the clock goes on from there.'),
  /** How far the clock is ahead of real time; negative: behind. */
  aheadBySeconds: saying(aheadBySeconds, 'How far it is ahead of real time, instead of an instant; negative: behind.'),
  /** Whether it stands still; default false. */
  frozen: saying(truth, 'Whether it stands still; default false.'),
})

/** Every entity of some mini-apps, bit by bit. */
export interface WorldSnapshot {
  /** ISO 8601, on the clock of the mock that was exported. */
  readonly exportedAt: string
  readonly miniApps: Readonly<Record<string, WrittenWorld>>
}

/** A whole world: what a seed file says, and what an export gives. Everything is optional. */
export interface WorldSeed extends Of<typeof worldSeed> {}
export const worldSeed = options({
  /** Where an editor finds the JSON Schema of this file; the mock does not look at it. */
  $schema: saying(text, 'Where an editor finds `schemas/seed.schema.json` of this package.'),
  /** Required beside `snapshot`. */
  format: saying(only(worldFormat), `\`${worldFormat}\`; required beside snapshot.`),
  clock: saying<Shape<ClockSeed>>(clockSeed, 'Where the mock’s clock starts; at real time by default.'),
  /** What goes wrong for every mini-app; added again by each reset. */
  faults: saying(
    list(ruleForAll),
    'What goes wrong for every mini-app, behind its own `faults`; the same keys but `user`.',
  ),
  /** Mini-apps to set up, by appName. */
  miniApps: saying(byName<MiniAppSeed>(miniAppSeed), 'Mini-apps by appName.'),
  /** Mini-apps as an export found them. No mini-app is both here and in `miniApps`. It has a check of its own. */
  snapshot: saying({ type: 'object' } as Shape<WorldSnapshot>, 'Mini-apps as an export found them; written by export.'),
})
