import { CodedError } from '../../errors/index.js'
import type { PeopleMaker } from '../world/made-up-people.js'
import { orderThatOwns, startOrder } from '../world/order-steps.js'
import { openCatalogue } from '../world/product.js'
import { duration, name, type Of, options, type Shape, saying, textOf, userKey } from '../world/shape.js'
import type { User } from '../world/shapes/login.js'
import type { Order, Product, ProductType } from '../world/shapes/purchase.js'
import type { Transaction, View } from '../world/store.js'
import { firstProduct, knownProduct } from './commands/products.js'
import { defaultUser, firstUser, knownUser } from './commands/users.js'
import { PurchaseRefusal } from './purchase-refusal.js'

/** At most a day. */
export const secondsOfDay: Shape<number> = { ...duration, maximum: 86_400 }

const oneOff: readonly ProductType[] = ['CONSUMABLE', 'NON_CONSUMABLE']

/** What is bought, and by whom. */
export interface StartOptions extends Of<typeof startShape> {}
export const startShape = options({
  /** By default the first product on sale that is not a subscription. */
  sku: saying(name, 'By default the first product on sale of the fitting kind.'),
  /** By default the mini-app's first user, made when there is none. No login is needed. */
  userKey: saying(userKey, 'By default the mini-app’s first user.'),
  /** By default a made-up UUID of version 7, as production's are. */
  orderId: saying(textOf(1, 100), 'By default a made-up UUID of version 7, as those of production are.'),
  /** How long get-order-status answers NOT_FOUND, as production was seen to do for a moment; default 0. */
  notFoundForSeconds: saying(secondsOfDay, 'How long get-order-status answers NOT_FOUND.'),
})

/** Starts an order, within a transaction; without a SKU one of the first product of `types`. */
export function start(
  world: Transaction,
  people: PeopleMaker,
  now: number,
  given: StartOptions,
  types: readonly ProductType[] = oneOff,
): Order {
  const { sku, orderId, notFoundForSeconds = 0 } = given
  const user = buyerOf(world, people, now, given)
  // The order hangs on a product that is kept.
  openCatalogue(world)
  const product = sku === undefined ? firstProduct(world, types) : knownProduct(world, sku)
  checkSale(world, user, product, orderId)
  return startOrder(world, product, { orderId, userKey: user.userKey, now, notFoundFor: notFoundForSeconds * 1000 })
}

/** The user that is meant: the named one, or the first one, who is made where there is none; no one who left Toss. */
export function buyerOf(
  world: Transaction,
  people: PeopleMaker,
  now: number,
  { userKey }: { readonly userKey?: number },
): User {
  return buyerIfAny(world, userKey) ?? defaultUser(world, people, now)
}

/** The same, and none where nobody is named and nobody is there. */
export function buyerIfAny(world: View, userKey: number | undefined): User | undefined {
  if (userKey === undefined) return firstUser(world)
  const user = knownUser(world, userKey)
  if (user.leftTossAt === null) return user
  throw new CodedError('ERR_CONFLICT', `userKey: user ${userKey} left Toss and buys nothing any more`)
}

function checkSale(world: Transaction, { userKey }: User, { sku, onSale }: Product, orderId: string | undefined): void {
  if (!onSale) {
    const why = `the product ${sku} is not on sale`
    throw new PurchaseRefusal('ERR_CONFLICT', 'INVALID_PRODUCT_ID', why, 'Put it back on sale first.')
  }
  const owning = orderThatOwns(world, userKey, sku)
  if (owning !== undefined) {
    const isPending = owning.state === 'ORDER_IN_PROGRESS'
    throw new PurchaseRefusal(
      'ERR_CONFLICT',
      isPending ? 'PAYMENT_PENDING' : 'ITEM_ALREADY_OWNED',
      isPending
        ? `order ${owning.orderId} of user ${userKey} for ${sku} is in progress`
        : `user ${userKey} has ${sku} by order ${owning.orderId}`,
      isPending ? 'Pay or fail that order first.' : 'Refund that order first, or let another user buy.',
    )
  }
  const owner = orderId === undefined ? undefined : world.ownerOf('order', orderId)
  if (owner !== undefined) {
    throw new CodedError('ERR_CONFLICT', `orderId: there is an order ${orderId} already, of the mini-app ${owner}`, {
      fix: 'Choose another orderId, or leave it out.',
    })
  }
}
