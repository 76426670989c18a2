import { type OperationId, operation } from '../../contracts/index.js'
import { type ExchangeSurroundings, serveExchange } from '../partner-side/exchange.js'
import type { Handler } from '../partner-side/operations/handler.js'
import { handlers } from '../partner-side/operations/index.js'
import type { CallbackSender } from '../toss-side/callbacks/sender.js'
import { type TossSideContext, tossSideContext } from '../toss-side/context.js'
import { createTossSide, type TossSide } from '../toss-side/index.js'
import type { Path } from '../world/checks/issue.js'
import { createClock } from '../world/clock.js'
import { loadPeopleMaker } from '../world/made-up-people.js'
import type { User } from '../world/shapes/login.js'
import type { Store } from '../world/store.js'
import { settleSubscriptions } from '../world/subscription-renewal.js'
import { refusal } from './task.js'

/** What a maker works with. It has no rate limits, and nothing that approves by itself. */
export interface MakerOptions {
  readonly miniApp: string
  readonly store: Store
  readonly surroundings: ExchangeSurroundings['surroundings']
  readonly variants: ExchangeSurroundings['variants']
  /** Where callbacks may go. */
  readonly objectionTo: CallbackSender['objectionTo']
  /** The instant at which the world is made, in milliseconds. */
  readonly now: number
}

/** Makes the past of one mini-app, with its Toss side and its partner server, on a clock that is set for each step. */
export interface Maker {
  readonly side: TossSide
  readonly context: TossSideContext
  /** The instant at which the world is made. */
  readonly now: number
  /** Sets the clock for the steps that follow, and lets happen what is due until then. */
  moveTo(instant: number): Promise<void>
  /**
   * The partner server calls an operation for a user, as over the wire.
   *
   * @param expected - the resultType that counts as done; SUCCESS by default
   * @returns the payload of SUCCESS
   * @throws Refusal at `path` for any other answer
   */
  call(id: OperationId, body: object, given: { user: User; path: Path; expected?: string }): Promise<unknown>
}

/** A maker on a clock that stands at `now`. */
export function createMaker({ miniApp, store, surroundings, variants, objectionTo, now }: MakerOptions): Maker {
  let time = now
  const clock = createClock(() => time)
  const context = tossSideContext({
    miniApp,
    store,
    clock,
    callbacks: { ...sendsNothing, objectionTo },
    variant: variants.of,
    people: loadPeopleMaker,
  })
  const exchange: ExchangeSurroundings = {
    store,
    clock,
    variants,
    surroundings: { ...surroundings, autoLogin: undefined, autoApprove: undefined },
  }
  return {
    side: createTossSide(context),
    context,
    now,
    async moveTo(instant) {
      time = instant
      await context.update((world) => settleSubscriptions(world, instant))
    },
    async call(id, body, { user, path, expected = 'SUCCESS' }) {
      const headers = {
        'content-type': 'application/json',
        ...(user.link === null ? { 'x-anon-key': user.anonKey } : { 'x-toss-user-key': String(user.userKey) }),
      }
      const { answer } = await serveExchange(
        operation(id),
        handlers[id] as Handler,
        { miniApp, headers, body: Buffer.from(JSON.stringify(body)) },
        exchange,
      )
      const { resultType, errorCode, because, isOurFault } = answer
      if (isOurFault) throw new Error(because)
      if (resultType === expected) return (answer.body as { success?: unknown }).success
      throw refusal(path, `${id} answers ${errorCode ?? resultType}: ${because}`)
    },
  }
}

/** What happened in the past is not sent to the partner again. */
const sendsNothing: Omit<CallbackSender, 'objectionTo'> = {
  placeFor: () => undefined,
  async probe() {
    return { status: null, body: '', milliseconds: 0 }
  },
  warn() {},
  async send({ callback, request: { method, url } }) {
    return { callback, method, url, delivered: false, status: null, milliseconds: 0, journalId: null }
  },
  track() {},
  async settled() {},
  drop() {},
  async close() {},
}
