import { CodedError } from '../../errors/index.js'
import { orderThatOwns, startOrder } from '../world/order-life.js'
import type { PeopleMaker } from '../world/people.js'
import type { User } from '../world/shapes/login.js'
import type { Order, Product, ProductType } from '../world/shapes/purchase.js'
import type { Transaction } from '../world/store.js'
import { checkOptions } from './option-check.js'
import type { StartOptions } from './orders.js'
import { firstProduct, knownProduct } from './products.js'
import { defaultUser, knownUser } from './users.js'

const oneOff: readonly ProductType[] = ['CONSUMABLE', 'NON_CONSUMABLE']

/** The shape of {@link StartOptions}. */
export const startSchema = {
  type: 'object',
  properties: {
    sku: { type: 'string', minLength: 1, description: 'By default the first product on sale of the fitting kind.' },
    userKey: { type: 'integer', minimum: 1, description: 'By default the mini-app’s first user.' },
    orderId: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      description: 'By default a made-up UUID of version 7, as those of production are.',
    },
    notFoundForSeconds: { type: 'number', minimum: 0, maximum: 86_400 },
  },
  additionalProperties: false,
} as const

/** Starts an order, within a transaction; without a SKU one of the first product of `types`. */
export function start(
  world: Transaction,
  people: PeopleMaker,
  now: number,
  options: StartOptions,
  types: readonly ProductType[] = oneOff,
): Order {
  checkOptions(startSchema, options, 'order')
  const { sku, orderId, notFoundForSeconds = 0 } = options
  const user = buyerOf(world, people, now, options)
  const product = sku === undefined ? firstProduct(world, types) : knownProduct(world, sku)
  checkSale(world, user, product, orderId)
  return startOrder(world, product, { orderId, userKey: user.userKey, now, notFoundFor: notFoundForSeconds * 1000 })
}

/** The user that is meant: the named one, or the first one; no one who left Toss. */
export function buyerOf(
  world: Transaction,
  people: PeopleMaker,
  now: number,
  { userKey }: { readonly userKey?: number },
): User {
  if (userKey === undefined) return defaultUser(world, people, now)
  const user = knownUser(world, userKey)
  if (user.leftTossAt === null) return user
  throw new CodedError('ERR_CONFLICT', `userKey: user ${userKey} left Toss and buys nothing any more`)
}

function checkSale(world: Transaction, { userKey }: User, { sku, onSale }: Product, orderId: string | undefined): void {
  if (!onSale) {
    throw new CodedError('ERR_CONFLICT', `INVALID_PRODUCT_ID: the product ${sku} is not on sale`, {
      fix: 'Put it back on sale first.',
    })
  }
  const owning = orderThatOwns(world, userKey, sku)
  if (owning !== undefined) {
    const isPending = owning.state === 'ORDER_IN_PROGRESS'
    throw new CodedError(
      'ERR_CONFLICT',
      isPending
        ? `PAYMENT_PENDING: order ${owning.orderId} of user ${userKey} for ${sku} is in progress`
        : `ITEM_ALREADY_OWNED: user ${userKey} has ${sku} by order ${owning.orderId}`,
      { fix: isPending ? 'Pay or fail that order first.' : 'Refund that order first, or let another user buy.' },
    )
  }
  const owner = orderId === undefined ? undefined : world.ownerOf('order', orderId)
  if (owner !== undefined) {
    throw new CodedError('ERR_CONFLICT', `orderId: there is an order ${orderId} already, of the mini-app ${owner}`, {
      fix: 'Choose another orderId, or leave it out.',
    })
  }
}
