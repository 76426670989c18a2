import { CodedError } from '../../../errors/index.js'
import { executeCodeOf } from '../../partner-side/operations/promotion-codes.js'
import { invalidOption } from '../../world/checks/option-check.js'
import { allPromotions, defaultPromotion, promotionByCode, putPromotion, stateOf } from '../../world/promotion.js'
import { executeGrant } from '../../world/promotion-grant.js'
import { issuePromotionKey } from '../../world/promotion-key.js'
import { closeBooks, resultOf, settleGrant } from '../../world/promotion-payout.js'
import { between, list, name, type Of, options, saying, userKey, word } from '../../world/shape.js'
import type { Grant, Promotion } from '../../world/shapes/promotion.js'
import type { Transaction, View } from '../../world/store.js'
import { command, type SideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { pageOf } from '../list-page.js'
import { PointsRefusal } from '../points-refusal.js'
import {
  checkCode,
  checkDates,
  type PromotionFaults,
  type PromotionOptions,
  type PromotionSettings,
  promotionFaults,
  promotionOptions,
  promotionSettings,
  readSettings,
} from '../promotion-options.js'
import {
  grantView,
  grantViewShape,
  type PromotionStep,
  promotionSteps,
  promotionView,
  promotionViewShape,
  stepsFrom,
} from '../promotion-views.js'
import { defaultUser, knownUser } from './users.js'

/** Which grants are wanted. */
export interface GrantQuery extends Of<typeof grantQuery> {}
const grantQuery = options({
  /** As it was executed: with `TEST_` for the grants of the twin. */
  promotionCode: saying(name, 'As it was executed, with TEST_ for the twin.'),
  userKey,
  ...pageOf('A key: only those that come after this grant.').properties,
})

/** Points that the app is to grant. */
const grantOrder = options(
  { promotionCode: name, amount: between(1, 1_000_000_000), userKey: saying(userKey, 'The first user by default.') },
  ['promotionCode', 'amount'],
)

const settlement = options({ key: name, result: word('SUCCESS', 'FAILED') }, ['key', 'result'])

const change = (
  { update, clock }: TossSideContext,
  code: string,
  work: (promotion: Promotion, now: number) => Promotion,
) =>
  update((world) => {
    const now = clock.now()
    return promotionView(putPromotion(world, work(knownPromotion(world, code, now), now)), now)
  })

const step = <Name extends PromotionStep>(name: Name, says: string) =>
  command({
    at: `POST promotions/{code}/${name}`,
    id: `${name}Promotion`,
    says,
    possibleAs: name,
    gives: promotionViewShape,
    do: (context, code: string) => change(context, code, (promotion, now) => stepped(promotion, name, now)),
  })

/**
 * The promotions of the console, and what Toss does with their grants. Each mini-app has one promotion without any
 * set-up, `WELCOME_POINT`, and each promotion a twin that grants nothing, `TEST_<code>`. The methods that take a code or
 * a key throw CodedError `ERR_NOT_FOUND` for one that the mini-app does not have.
 */
export type PromotionsSide = SideOf<typeof promotionCommands>
export const promotionCommands = {
  /** The default one, then in the order of their registration. */
  list: command({
    at: 'GET promotions',
    id: 'listPromotions',
    says: 'The promotions, with what is granted, pending and left',
    gives: list(promotionViewShape),
    under: 'promotions',
    do: ({ update, clock }) =>
      update((world) => {
        const now = clock.now()
        return allPromotions(world).map((promotion) => promotionView(closeBooks(world, promotion, now), now))
      }),
  }),
  /**
   * Registers a promotion.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_CONFLICT` for a code that is registered
   * @example
   * ```ts
   * await mock.toss.promotions.create({ code: 'FIRST_ORDER', budget: 10_000, perGrantLimit: 500, payoutDelaySeconds: 3 })
   * ```
   */
  create: command({
    at: 'POST promotions',
    id: 'createPromotion',
    says: 'Register a promotion; its code is made up unless given',
    takes: promotionOptions,
    named: 'promotion',
    gives: promotionViewShape,
    status: 201,
    do: async ({ update, clock }, promotion: PromotionOptions) => {
      const { approved = true, code, ...settings } = readSettings(promotion)
      if (code !== undefined) checkCode(code)
      return update((world) => {
        const now = clock.now()
        const chosen = code ?? madeUpCode(world)
        if (promotionByCode(world, chosen) !== undefined) {
          throw new CodedError('ERR_CONFLICT', `code: ${chosen} is registered already`, {
            fix: 'Update it, or choose another code.',
          })
        }
        const registered: Promotion = {
          ...defaultPromotion,
          ...settings,
          code: chosen,
          remaining: settings.budget,
          stage: approved ? 'APPROVED' : 'NOT_APPROVED',
          createdAt: now,
        }
        checkDates(registered)
        return promotionView(putPromotion(world, registered), now)
      })
    },
  }),
  get: command({
    at: 'GET promotions/{code}',
    id: 'getPromotion',
    says: 'One promotion',
    gives: promotionViewShape,
    do: ({ update, clock }, code: string) =>
      update((world) => promotionView(knownPromotion(world, code, clock.now()), clock.now())),
  }),
  /**
   * Changes what is given.
   *
   * @throws CodedError `ERR_INVALID_OPTION` (a budget cannot be lowered); `ERR_CONFLICT` once it has ended for good
   */
  update: command({
    at: 'PATCH promotions/{code}',
    id: 'updatePromotion',
    says: 'Change a promotion; its budget can only be raised',
    takes: promotionSettings,
    named: 'promotion',
    gives: promotionViewShape,
    do: async (context, code: string, changes: PromotionSettings) => {
      const settings = readSettings(changes)
      return change(context, code, (promotion) => reset(promotion, settings))
    },
  }),
  /** NOT_APPROVED → RUNNING. Throws `ERR_CONFLICT` in any other state. */
  approve: step('approve', 'NOT_APPROVED → RUNNING'),
  /** RUNNING or SCHEDULED → STOPPED. Throws `ERR_CONFLICT` in any other state. */
  stop: step('stop', 'RUNNING or SCHEDULED → STOPPED'),
  /** STOPPED → RUNNING. Throws `ERR_CONFLICT` in any other state. */
  resume: step('resume', 'STOPPED → RUNNING'),
  /** Ends it for good. Throws `ERR_CONFLICT` where it has ended. */
  end: step('end', 'End a promotion for good'),
  /**
   * Lets the next executions be answered 4110, or the next payouts fail.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * await mock.toss.promotions.failNext('WELCOME_POINT', { executions: 2 })
   * ```
   */
  failNext: command({
    at: 'POST promotions/{code}/fail-next',
    id: 'failNextOfPromotion',
    says: 'Answer the next executions with 4110, or let the next payouts fail',
    takes: promotionFaults,
    named: 'faults',
    gives: promotionViewShape,
    do: (context, code: string, faults: PromotionFaults) =>
      change(context, code, (promotion) => ({
        ...promotion,
        failNextExecutions: faults.executions ?? promotion.failNextExecutions,
        failNextPayouts: faults.payouts ?? promotion.failNextPayouts,
      })),
  }),
  /** The grants, in the order of their execution, 100 by default; `after` is a key. */
  grants: command({
    at: 'GET grants',
    id: 'listGrants',
    says: 'The grants of points, in the order of their execution',
    takes: grantQuery,
    gives: list(grantViewShape),
    under: 'grants',
    do: ({ read, clock }, { promotionCode, userKey, limit = 100, ...page }: GrantQuery = {}) =>
      read((world) => {
        const every = promotionCode === undefined && userKey === undefined
        return world
          .list('grant', { ...page, limit: every ? limit : Number.MAX_SAFE_INTEGER })
          .filter((grant) => promotionCode === undefined || grant.promotionCode === promotionCode)
          .filter((grant) => userKey === undefined || grant.userKey === userKey)
          .slice(0, limit)
          .map((grant) => grantView(grant, clock.now()))
      }),
  }),
  /**
   * The SDK's grantPromotionReward: points from the app, without the partner's server.
   *
   * @throws PointsRefusal (`ERR_CONFLICT`) with the errorCode that production has for it; `ERR_NOT_FOUND` for a userKey
   */
  grantFromApp: command({
    at: 'POST grants',
    id: 'grantFromApp',
    says: 'Grant points from the app, as the SDK’s grantPromotionReward does',
    takes: grantOrder,
    named: 'grant',
    gives: grantViewShape,
    status: 201,
    do: async ({ people, update, clock }, { promotionCode, amount, userKey }: Of<typeof grantOrder>) => {
      const maker = await people()
      return update((world) => {
        const now = clock.now()
        const user = userKey === undefined ? defaultUser(world, maker, now) : knownUser(world, userKey)
        const { key } = issuePromotionKey(world, { userKey: user.userKey, namedBy: 'anonKey' }, now)
        const granted = executeGrant(world, { promotionCode, key, amount, user, now })
        if (!('refused' in granted)) return grantView(granted, now)
        throw new PointsRefusal(executeCodeOf(granted.refused, 'sdk'), granted.because)
      })
    },
  }),
  /** Decides a grant that is PENDING. Throws `ERR_CONFLICT` for one that is decided. */
  settle: command({
    at: 'POST grants/settle',
    id: 'settleGrant',
    says: 'Decide a grant that is PENDING',
    takes: settlement,
    spread: ({ key, result }: Of<typeof settlement>) => [key, result],
    gives: grantViewShape,
    do: async ({ update, clock }, key: string, result: 'SUCCESS' | 'FAILED') => {
      if (result !== 'SUCCESS' && result !== 'FAILED') {
        throw invalidOption(`result must be SUCCESS or FAILED, not ${JSON.stringify(result)}`)
      }
      return update((world) => {
        const now = clock.now()
        return grantView(settleGrant(world, pendingGrant(world, key, now), result, now), now)
      })
    },
  }),
}

function knownPromotion(world: Transaction, code: string, now: number): Promotion {
  const promotion = promotionByCode(world, code)
  if (promotion !== undefined) return closeBooks(world, promotion, now)
  throw new CodedError('ERR_NOT_FOUND', `code: this mini-app has no promotion ${code}`, {
    fix: 'List the promotions to see the codes there are, or create one. A TEST_ twin is named without its prefix here.',
  })
}

function pendingGrant(world: View, key: string, now: number): Grant {
  const grant = world.get('grant', key)
  if (grant === undefined) {
    throw new CodedError('ERR_NOT_FOUND', 'key: no grant was executed with this key', {
      fix: 'List the grants to see the keys there are.',
    })
  }
  const result = resultOf(grant, now)
  if (result === 'PENDING') return grant
  throw new CodedError('ERR_CONFLICT', `key: the grant is ${result}; only PENDING can be settled`, {
    fix: 'Give the promotion payoutDelaySeconds: null, so that its grants wait for settle.',
  })
}

function stepped(promotion: Promotion, step: PromotionStep, now: number): Promotion {
  const state = stateOf(promotion, now)
  const possible = stepsFrom(state)
  if (!possible.includes(step)) {
    const names = possible.join(', ')
    throw new CodedError('ERR_CONFLICT', `${step}: promotion ${promotion.code} is ${state}`, {
      fix: names === '' ? 'Nothing is possible any more; create another one.' : `Possible now: ${names}.`,
    })
  }
  const { to } = promotionSteps[step]
  return { ...promotion, stage: to, ...(to === 'ENDED' && { ended: { by: 'CONSOLE', at: now } }) }
}

function reset(promotion: Promotion, settings: ReturnType<typeof readSettings<PromotionSettings>>): Promotion {
  const { code, stage, budget, remaining } = promotion
  if (stage === 'ENDED') {
    throw new CodedError('ERR_CONFLICT', `update: promotion ${code} is ENDED`, {
      fix: 'Nothing is possible any more; create another one.',
    })
  }
  const raised = settings.budget ?? budget
  if (raised < budget) {
    throw invalidOption(
      `promotion.budget cannot be lowered: it is ${budget}`,
      'Give a higher budget, or end the promotion.',
    )
  }
  const changed = { ...promotion, ...settings, remaining: remaining + raised - budget }
  checkDates(changed)
  return changed
}

/** 26 characters, like the codes of the console. */
function madeUpCode(world: Transaction): string {
  return Array.from({ length: 26 }, () => world.random.pick([...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'])).join('')
}
