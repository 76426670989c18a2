import {
  type UnlinkCallbackOptions,
  unlinkCallbackOptions,
  type WebhookTarget,
  webhookTarget,
} from '../toss-side/commands/callbacks.js'
import { type LogInOptions, logInOptions } from '../toss-side/commands/login.js'
import { newProductShape } from '../toss-side/commands/products.js'
import { templateOptions } from '../toss-side/commands/templates.js'
import { type ProfileTraits, profileTraits, userKeysShape, userSettingsShape } from '../toss-side/commands/users.js'
import { type PromotionFaults, promotionFaults, promotionOptions } from '../toss-side/promotion-options.js'
import type { NewProduct } from '../world/product.js'
import { promotionStates } from '../world/promotion.js'
import {
  joined,
  type Of,
  type OptionsShape,
  options,
  type Shape,
  saying,
  sayingEach,
  textOf,
  truth,
  word,
} from '../world/shape.js'

/** A name for use within the file. */
export const id = textOf(1, 100)

/** Where callbacks go. Nobody is asked and nothing is sent while the world is made. */
export interface CallbacksSeed extends Of<typeof callbacksSeed> {}
export const callbacksSeed = options({
  unlink: saying<Shape<UnlinkCallbackOptions>>(unlinkCallbackOptions, 'Where the unlink callback goes.'),
  subscription: saying<Shape<WebhookTarget>>(
    webhookTarget,
    'Where the subscription webhook goes; the URL is not asked first.',
  ),
})

const ofProduct = options({
  /** How orders and subscriptions of this file call it. */
  id: saying(id, 'How orders and subscriptions of this file call it.'),
})

/** A product. */
export interface ProductSeed extends NewProduct, Of<typeof ofProduct> {}
export const productSeed: Shape<ProductSeed> = joined(
  ofProduct,
  newProductShape,
  options({ amount: saying(newProductShape.properties.amount, 'Won; 1,100 by default.') }),
)

/** A template set; of `WELCOME_MESSAGE`, what changes. */
export interface TemplateSeed extends Of<typeof templateSeed> {}
export const templateSeed: OptionsShape<typeof templateOptions.properties, 'templateSetCode'> = options(
  sayingEach(templateOptions.properties, {
    templateSetCode: 'Its code in the console.',
    title: 'With variables as {{productName}}; required of a new one.',
    body: 'With variables; required of a new one.',
    channels: 'Where the message goes; [push] by default.',
    approved: 'Whether the review of the text is over; default true.',
  }),
  ['templateSetCode'],
)

const ofPromotion = {
  /** What it must be in the end; STOPPED and ENDED are brought about. */
  state: saying(word(...promotionStates), 'What it must be in the end; STOPPED and ENDED are brought about.'),
  failNext: saying<Shape<PromotionFaults>>(
    promotionFaults,
    'So many executions to come fail (4110), so many payouts fail.',
  ),
}

/** A promotion; of `WELCOME_POINT`, what changes. */
export interface PromotionSeed extends Of<typeof promotionSeed> {}
export const promotionSeed: OptionsShape<typeof promotionOptions.properties & typeof ofPromotion, 'code'> = options(
  {
    ...sayingEach(promotionOptions.properties, {
      code: 'Its code in the console; not with TEST_, each promotion has such a twin.',
      budget: 'Points in all; required of a new one.',
      perGrantLimit: 'Points that one grant may give; 5,000 by default.',
      perUserLimit: 'Points that one person may get; 5,000 by default.',
      startsAt: 'When it starts; null or absent: it has started.',
      endsAt: 'When it ends; null or absent: it has no end.',
      payoutDelaySeconds: 'How long a grant is PENDING, default 0; null: until the Toss side decides.',
      approved: 'Whether its review is over; default true.',
    }),
    ...ofPromotion,
  },
  ['code'],
)

const { scopes, agreedTerms } = logInOptions.properties
const consent = options({ scopes, agreedTerms })

/** A user; what is left out is made up. */
export interface UserSeed extends Of<typeof userSeed> {}
export const userSeed = options({
  /** How the rest of this file calls the user. */
  id: saying(id, 'How the rest of this file calls the user.'),
  userKey: userKeysShape.properties.userKey,
  anonKey: userKeysShape.properties.anonKey,
  profile: saying<Shape<ProfileTraits>>(profileTraits, 'Traits of the person; those left out are made up.'),
  /** Whether the user has consented to the mini-app; default false, and true with `link`. */
  linked: saying(truth, 'Whether the user has consented to the mini-app; default false, and true with link.'),
  /** What the user consented to; by default all that the mini-app asks for. */
  link: saying<Shape<Pick<LogInOptions, 'scopes' | 'agreedTerms'>>>(
    consent,
    'What the user consented to; by default all that the mini-app asks for.',
  ),
  /** Whether the user lets Toss send pushes. */
  pushEnabled: saying(userSettingsShape.properties.pushEnabled, 'Whether Toss may send pushes; default true.'),
  /** Whether the user left Toss in the end. */
  leftToss: saying(truth, 'Whether the user left Toss in the end, after everything else in this file.'),
})
