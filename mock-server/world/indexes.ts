import type { Entities, EntityKind } from './entities.js'
import type { User } from './shapes/login.js'
import type { Message } from './shapes/message.js'
import type { Payment } from './shapes/pay.js'
import type { Grant } from './shapes/promotion.js'
import type { Order } from './shapes/purchase.js'
import { dueAt, type Subscription } from './shapes/subscription.js'

/** A way to find entities of a kind without looking at all of them. The store keeps it; whoever writes an entity does nothing. */
export interface Index<Entity> {
  /** Under what the entity is found; null: not at all. */
  key(entity: Entity): string | number | null
  /** What the entities of one key are in the order of; by default of their creation. */
  rank?(entity: Entity): number
}

/** A number that is kept of all entities of a kind with the same key. */
export interface Sum<Entity> {
  key(entity: Entity): string
  amount(entity: Entity): number
}

const livesOn = ({ status }: Subscription) => status !== 'EXPIRED' && status !== 'REVOKED'
/** A subscription keeps what it gave as long as it lives; before that, and for anything else, the order does. */
const ownsProduct = ({ productType, state }: Order) =>
  state === 'ORDER_IN_PROGRESS'
    ? productType !== 'CONSUMABLE'
    : productType === 'NON_CONSUMABLE' && (state === 'PAYMENT_COMPLETED' || state === 'PURCHASED')

/** Every index, by the kind of its entities. */
export const indexes = {
  user: {
    anonKey: { key: ({ anonKey }: User) => anonKey },
  },
  message: {
    userKey: { key: ({ userKey }: Message) => userKey },
  },
  payment: {
    orderNo: { key: ({ orderNo }: Payment) => orderNo },
  },
  order: {
    /** A user's paid orders, in the order of their payment. */
    paidBy: {
      key: ({ userKey, place }: Order) => (place === null ? null : userKey),
      rank: ({ place }: Order) => place ?? 0,
    },
    /** Those that wait for their grant. */
    pendingOf: {
      key: ({ userKey, state }: Order) => (state === 'PAYMENT_COMPLETED' ? userKey : null),
      rank: ({ place }: Order) => place ?? 0,
    },
    /** By buyer and SKU: the order by which the user has what one can have only once at a time. */
    owned: { key: (order: Order) => (ownsProduct(order) ? ownership(order) : null) },
  },
  subscription: {
    owned: { key: (subscription: Subscription) => (livesOn(subscription) ? ownership(subscription) : null) },
    /** Those to which something will happen by itself, in the order of when. */
    due: {
      key: (subscription: Subscription) => (dueAt(subscription) === null ? null : ''),
      rank: (subscription: Subscription) => dueAt(subscription) ?? 0,
    },
  },
  grant: {
    /** Those that are not in their promotion's books yet, by promotion and outcome, in the order of their decision. */
    unbooked: {
      key: ({ promotionCode, outcome, booked, decidesAt }: Grant) =>
        booked || decidesAt === null ? null : `${promotionCode}\n${outcome}`,
      rank: ({ decidesAt }: Grant) => decidesAt ?? 0,
    },
  },
} as const satisfies { readonly [Kind in EntityKind]?: Readonly<Record<string, Index<Entities[Kind]>>> }

/** Every sum, by the kind of its entities. */
export const sums = {
  payment: {
    /** In won: the amounts of all payments that were ever executed. */
    paid: { key: () => '', amount: ({ execution, amounts }: Payment) => (execution === null ? 0 : amounts.amount) },
    /** In won: the amounts of those that were refunded. */
    refunded: { key: () => '', amount: ({ refund, amounts }: Payment) => (refund === null ? 0 : amounts.amount) },
  },
  grant: {
    /** The points of one promotion that a user has or is about to get. */
    points: {
      key: ({ promotionCode, userKey }: Grant) => `${promotionCode}\n${userKey}`,
      amount: ({ test, outcome, booked, amount }: Grant) => (test || (outcome === 'FAILED' && booked) ? 0 : amount),
    },
  },
} as const satisfies { readonly [Kind in EntityKind]?: Readonly<Record<string, Sum<Entities[Kind]>>> }

/** By whom something is owned, and what. */
export function ownership({ userKey, sku }: { readonly userKey: number; readonly sku: string }): string {
  return `${userKey} ${sku}`
}

/** The kinds that have an index, and the names of a kind's. */
export type IndexedKind = keyof typeof indexes
export type IndexOf<Kind extends IndexedKind> = keyof (typeof indexes)[Kind] & string
/** The kinds that have a sum, and the names of a kind's. */
export type SummedKind = keyof typeof sums
export type SumOf<Kind extends SummedKind> = keyof (typeof sums)[Kind] & string
