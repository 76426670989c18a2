import type { JsonSchema } from '../../contracts/index.js'
import { faultRuleShape } from '../partner-side/faults/fault-rule.js'
import { unlinkCallbackOptions } from '../toss-side/callbacks.js'
import { miniAppChanges } from '../toss-side/mini-app.js'
import { paySetUpShape } from '../toss-side/pay.js'
import { newProductShape } from '../toss-side/products.js'
import { promotionFaults, promotionOptions } from '../toss-side/promotion-options.js'
import { templateOptions } from '../toss-side/templates.js'
import { profileTraits, userKeysShape, userSettingsShape } from '../toss-side/users.js'
import { promotionStates } from '../world/promotion.js'
import { options } from '../world/shape.js'
import { scopeList } from '../world/shapes/login.js'
import { webhookSettingsShape } from '../world/shapes/mini-app.js'
import { grant, message, order, payment, subscription } from './happening-schemas.js'
import { describe, id, listOf, shapeOf, told, truth } from './schema-parts.js'
import {
  type CallbacksSeed,
  type ClockSeed,
  type MiniAppSeed,
  type ProductSeed,
  type PromotionSeed,
  type TemplateSeed,
  type UserSeed,
  type WorldSeed,
  worldFormat,
} from './world-seed.js'

const user = shapeOf<UserSeed>({
  id: describe(id, 'How the rest of this file calls the user.'),
  ...userKeysShape.properties,
  profile: describe(profileTraits, 'Traits of the person; those left out are made up.'),
  linked: truth('Whether the user has consented to the mini-app; default false, and true with link.'),
  link: {
    type: 'object',
    description: 'What the user consented to; by default all that the mini-app asks for.',
    properties: {
      scopes: scopeList,
      agreedTerms: { type: 'array', items: { type: 'string', minLength: 1 } },
    },
    additionalProperties: false,
  },
  pushEnabled: describe(userSettingsShape.properties.pushEnabled, 'Whether Toss may send pushes; default true.'),
  leftToss: truth('Whether the user left Toss in the end, after everything else in this file.'),
})

const product = shapeOf<ProductSeed>(
  {
    id: describe(id, 'How orders and subscriptions of this file call it.'),
    ...told(newProductShape.properties, {
      type: 'What kind of product it is.',
      displayName: '상품 1 and so on unless told.',
      description: 'Empty unless told.',
      iconUrl: 'Made up unless told.',
      amount: 'Won; 1,100 unless told.',
      renewalCycle: 'Of a subscription; MONTHLY unless told.',
      offers: 'Of a subscription, handed on to the SDK as they are.',
      onSale: 'Whether it can be bought; default true.',
    }),
  },
  ['type'],
)

const template = shapeOf<TemplateSeed>(
  told(templateOptions.properties, {
    templateSetCode: 'Its code in the console.',
    title: 'With variables as {{productName}}; required of a new one.',
    body: 'With variables; required of a new one.',
    channels: 'Where the message goes; [push] unless told.',
    approved: 'Whether the review of the text is over; default true.',
  }),
  ['templateSetCode'],
)

const promotion = shapeOf<PromotionSeed>(
  {
    ...told(promotionOptions.properties, {
      code: 'Its code in the console; not with TEST_, each promotion has such a twin.',
      budget: 'Points in all; required of a new one.',
      perGrantLimit: 'Points that one grant may give; 5,000 unless told.',
      perUserLimit: 'Points that one person may get; 5,000 unless told.',
      startsAt: 'When it starts; null or absent: it has started.',
      endsAt: 'When it ends; null or absent: it has no end.',
      payoutDelaySeconds: 'How long a grant is PENDING, default 0; null: until the Toss side decides.',
      approved: 'Whether its review is over; default true.',
    }),
    state: {
      type: 'string',
      enum: promotionStates,
      description: 'What it must be in the end; STOPPED and ENDED are brought about.',
    },
    failNext: describe(promotionFaults, 'So many executions to come fail (4110), so many payouts fail.'),
  },
  ['code'],
)

const callbacks = shapeOf<CallbacksSeed>({
  unlink: describe(unlinkCallbackOptions, 'Where the unlink callback goes.'),
  subscription: describe(
    options(webhookSettingsShape.properties, ['url']),
    'Where the subscription webhook goes; the URL is not asked first.',
  ),
})

const faultRule: JsonSchema = {
  ...faultRuleShape,
  properties: {
    ...faultRuleShape.properties,
    userKey: describe(
      faultRuleShape.properties.userKey,
      'Only calls that concern this user, whom the file need not have.',
    ),
  },
}

const miniAppFaultRule: JsonSchema = {
  ...faultRule,
  properties: {
    user: describe(id, 'The id of a user of this file who has a userKey there: only calls that concern this user.'),
    ...faultRule.properties,
  },
}

/** One mini-app of a seed file. */
export const miniAppSeedSchema = shapeOf<MiniAppSeed>({
  settings: describe(miniAppChanges, 'What is set in the console for the mini-app.'),
  callbacks: describe(callbacks, 'Where callbacks go. Nothing is sent while the world is made.'),
  paymentSettings: describe(paySetUpShape, 'Toss Pay and the banks.'),
  products: describe(listOf(product), 'The only products; without it there are the four that every mini-app has.'),
  templates: describe(listOf(template), 'Template sets. Of WELCOME_MESSAGE, which is always there, what changes.'),
  promotions: describe(listOf(promotion), 'Promotions. Of WELCOME_POINT, which is always there, what changes.'),
  users: describe(listOf(user), 'The users, in the order of their creation.'),
  payments: describe(
    listOf(payment),
    'Payments of Toss Pay: the fields of make-payment, and how far each got. orderNo is unique.',
  ),
  orders: describe(listOf(order), 'Orders of in-app purchase. orderId is unique over all mini-apps.'),
  subscriptions: describe(
    listOf(subscription),
    'Subscriptions, each with the order that began it. Since then it renewed by itself, as time went by.',
  ),
  grants: describe(listOf(grant), 'Points of promotions that users have got or wait for.'),
  messages: describe(listOf(message), 'Messages that users have got.'),
  faults: describe(listOf(miniAppFaultRule), 'What goes wrong with its calls, in this order; see [faults](faults.md).'),
})

/** Where the clock starts. */
export const clockSeedSchema = shapeOf<ClockSeed>({
  instant: { type: 'string', format: 'date-time', description: 'ISO 8601; the clock goes on from there.' },
  aheadBySeconds: {
    type: 'number',
    minimum: -315_576_000_0,
    maximum: 315_576_000_0,
    description: 'How far it is ahead of real time, instead of an instant; negative: behind.',
  },
  frozen: truth('Whether it stands still; default false.'),
})

/** A whole seed file. What is in `snapshot` has schemas of its own. */
export const worldSeedSchema = shapeOf<WorldSeed>({
  $schema: { type: 'string', description: 'Where an editor finds `schemas/seed.schema.json` of this package.' },
  format: { type: 'string', const: worldFormat, description: `\`${worldFormat}\`; required beside snapshot.` },
  clock: describe(clockSeedSchema, 'Where the mock’s clock starts; at real time unless told.'),
  faults: describe(
    listOf(faultRule),
    'What goes wrong for every mini-app, behind its own `faults`; the same keys but `user`.',
  ),
  miniApps: { type: 'object', description: 'Mini-apps by appName.', additionalProperties: miniAppSeedSchema },
  snapshot: { type: 'object', description: 'Mini-apps as an export found them; written by export.' },
})
