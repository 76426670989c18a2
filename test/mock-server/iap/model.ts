import type { OrderStatus } from '../../../contracts/index.js'

type State = Extract<OrderStatus, 'ORDER_IN_PROGRESS' | 'PAYMENT_COMPLETED' | 'PURCHASED' | 'FAILED' | 'REFUNDED'>

/** What the model knows of an order. */
export interface ModelOrder {
  readonly user: number
  readonly product: number
  state: State
  isFaulty: boolean
  hiddenUntil: number
  paymentHiddenUntil: number
  grantDeadline: number
  hasRefusedGrant: boolean
  grants: number
}

/** The steps of the Toss side. */
export type ModelStep = 'pay' | 'grant' | 'refuse' | 'complete' | 'fail' | 'refund' | 'fault' | 'repair'

/** In-app purchase of one-off products in its simplest form: lists, and a loop where the mock has an index. */
export class IapModel {
  readonly orders: ModelOrder[] = []
  now = 0
  /** The places in `orders` of each user's paid orders, in the order of their payment. */
  readonly paid = new Map<number, number[]>()

  /** `products[i]`: whether a user can have only one of it. */
  constructor(readonly products: readonly boolean[]) {}

  /** What a start is refused with, or undefined. */
  start(user: number, product: number, notFoundFor: number): string | undefined {
    if (this.products[product]) {
      const owning = this.orders.find(
        (order) => order.user === user && order.product === product && !['FAILED', 'REFUNDED'].includes(order.state),
      )
      if (owning !== undefined) return owning.state === 'ORDER_IN_PROGRESS' ? 'PAYMENT_PENDING' : 'ITEM_ALREADY_OWNED'
    }
    this.orders.push({
      user,
      product,
      state: 'ORDER_IN_PROGRESS',
      isFaulty: false,
      hiddenUntil: this.now + notFoundFor,
      paymentHiddenUntil: 0,
      grantDeadline: 0,
      hasRefusedGrant: false,
      grants: 0,
    })
    return undefined
  }

  /** Whether the step is possible; takes it where it is. */
  step(order: ModelOrder, step: ModelStep, inProgressFor: number): boolean {
    const isPaid = order.state === 'PAYMENT_COMPLETED'
    const canAnswer = isPaid && !order.hasRefusedGrant && this.now < order.grantDeadline
    switch (step) {
      case 'pay': {
        if (order.state !== 'ORDER_IN_PROGRESS') return false
        order.state = 'PAYMENT_COMPLETED'
        order.grantDeadline = this.now + 30_000
        order.paymentHiddenUntil = this.now + inProgressFor
        const places = this.paid.get(order.user) ?? []
        this.paid.set(order.user, [...places, this.orders.indexOf(order)])
        return true
      }
      case 'grant':
        if (canAnswer) this.grant(order)
        return canAnswer
      case 'refuse':
        if (canAnswer) order.hasRefusedGrant = true
        return canAnswer
      case 'complete':
        if (isPaid) this.grant(order)
        return order.state === 'PURCHASED'
      case 'fail':
        if (order.state !== 'ORDER_IN_PROGRESS') return false
        order.state = 'FAILED'
        return true
      case 'refund':
        if (!isPaid && order.state !== 'PURCHASED') return false
        order.state = 'REFUNDED'
        return true
      case 'fault':
      case 'repair':
        order.isFaulty = step === 'fault'
        return true
    }
  }

  /** What get-order-status answers to the mini-app that has the order. */
  status(order: ModelOrder): OrderStatus {
    if (order.isFaulty) return 'ERROR'
    if (this.now < order.hiddenUntil) return 'NOT_FOUND'
    const isHidden = order.state === 'PAYMENT_COMPLETED' && this.now < order.paymentHiddenUntil
    return isHidden ? 'ORDER_IN_PROGRESS' : order.state
  }

  /** The places of the user's orders in these states, in the order of their payment. */
  paidBy(user: number, states: readonly State[]): number[] {
    return (this.paid.get(user) ?? []).filter((at) => states.includes(this.orders[at]?.state as State))
  }

  private grant(order: ModelOrder): void {
    order.state = 'PURCHASED'
    order.grants++
  }
}
