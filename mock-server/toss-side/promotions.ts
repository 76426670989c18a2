import { CodedError } from '../../errors/index.js'
import { closeBooks, resultOf, settleGrant } from '../world/payout.js'
import {
  allPromotions,
  defaultPromotion,
  type PromotionState,
  promotionByCode,
  putPromotion,
  stateOf,
} from '../world/promotion.js'
import type { Grant, Promotion } from '../world/shapes/promotion.js'
import type { Page, Transaction, View } from '../world/store.js'
import type { TossSideContext } from './context.js'
import { checkOptions, invalidOption } from './option-check.js'
import {
  checkCode,
  checkDates,
  type PromotionFaults,
  type PromotionOptions,
  type PromotionSettings,
  promotionFaultsSchema,
  promotionOptionsSchema,
  promotionSettingsSchema,
  readSettings,
} from './promotion-options.js'
import { type GrantView, grantView, type PromotionView, promotionView } from './promotion-views.js'

/** Which grants are wanted. */
export interface GrantQuery extends Page {
  /** As it was executed: with `TEST_` for the grants of the twin. */
  readonly promotionCode?: string
  readonly userKey?: number
}

/**
 * The promotions of the console, and what Toss does with their grants. Each mini-app has one promotion without any
 * set-up, `WELCOME_POINT`, and each promotion a twin that grants nothing, `TEST_<code>`. The methods that take a code or
 * a key throw CodedError `ERR_NOT_FOUND` for one that the mini-app does not have.
 */
export interface PromotionsSide {
  /**
   * Registers a promotion.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_CONFLICT` for a code that is registered
   * @example
   * ```ts
   * await mock.toss.promotions.create({ code: 'FIRST_ORDER', budget: 10_000, perGrantLimit: 500, payoutDelaySeconds: 3 })
   * ```
   */
  create(promotion: PromotionOptions): Promise<PromotionView>
  /** The default one, then in the order of their registration. */
  list(): Promise<PromotionView[]>
  get(code: string): Promise<PromotionView>
  /**
   * Changes what is given.
   *
   * @throws CodedError `ERR_INVALID_OPTION` (a budget cannot be lowered); `ERR_CONFLICT` once it has ended for good
   */
  update(code: string, changes: PromotionSettings): Promise<PromotionView>
  /** NOT_APPROVED → RUNNING. Throws `ERR_CONFLICT` in any other state. */
  approve(code: string): Promise<PromotionView>
  /** RUNNING or SCHEDULED → STOPPED. Throws `ERR_CONFLICT` in any other state. */
  stop(code: string): Promise<PromotionView>
  /** STOPPED → RUNNING. Throws `ERR_CONFLICT` in any other state. */
  resume(code: string): Promise<PromotionView>
  /** Ends it for good. Throws `ERR_CONFLICT` where it has ended. */
  end(code: string): Promise<PromotionView>
  /**
   * Lets the next executions be answered 4110, or the next payouts fail.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * await mock.toss.promotions.failNext('WELCOME_POINT', { executions: 2 })
   * ```
   */
  failNext(code: string, faults: PromotionFaults): Promise<PromotionView>
  /** The grants, in the order of their execution, 100 unless told; `after` is a key. */
  grants(query?: GrantQuery): Promise<GrantView[]>
  /** Decides a grant that is PENDING. Throws `ERR_CONFLICT` for one that is decided. */
  settle(key: string, result: 'SUCCESS' | 'FAILED'): Promise<GrantView>
}

/** From which states the console's steps lead. */
const steps = {
  approve: { from: ['NOT_APPROVED'], to: 'APPROVED' },
  stop: { from: ['RUNNING', 'SCHEDULED'], to: 'STOPPED' },
  resume: { from: ['STOPPED'], to: 'APPROVED' },
  end: { from: ['NOT_APPROVED', 'SCHEDULED', 'RUNNING', 'STOPPED'], to: 'ENDED' },
} as const satisfies Record<string, { from: readonly PromotionState[]; to: Promotion['stage'] }>

type Step = keyof typeof steps

/** The promotions' part of the Toss side. */
export function createPromotionsSide({ read, update, clock }: TossSideContext): PromotionsSide {
  const change = (code: string, work: (promotion: Promotion, world: Transaction, now: number) => Promotion) =>
    update((world) => {
      const now = clock.now()
      const changed = work(knownPromotion(world, code, now), world, now)
      return promotionView(putPromotion(world, changed), now)
    })
  const take = (code: string, step: Step) => change(code, (promotion, _world, now) => stepped(promotion, step, now))

  return {
    async create(options) {
      const { approved = true, code, ...settings } = readSettings(options, promotionOptionsSchema)
      if (code !== undefined) checkCode(code)
      return update((world) => {
        const now = clock.now()
        const chosen = code ?? madeUpCode(world)
        if (promotionByCode(world, chosen) !== undefined) {
          throw new CodedError('ERR_CONFLICT', `code: ${chosen} is registered already`, {
            fix: 'Update it, or choose another code.',
          })
        }
        const promotion: Promotion = {
          ...defaultPromotion,
          ...settings,
          code: chosen,
          remaining: settings.budget,
          stage: approved ? 'APPROVED' : 'NOT_APPROVED',
          createdAt: now,
        }
        checkDates(promotion)
        return promotionView(putPromotion(world, promotion), now)
      })
    },
    list: () =>
      update((world) => {
        const now = clock.now()
        return allPromotions(world).map((promotion) => promotionView(closeBooks(world, promotion, now), now))
      }),
    get: (code) => update((world) => promotionView(knownPromotion(world, code, clock.now()), clock.now())),
    async update(code, changes) {
      const settings = readSettings(changes, promotionSettingsSchema)
      return change(code, (promotion) => reset(promotion, settings))
    },
    approve: (code) => take(code, 'approve'),
    stop: (code) => take(code, 'stop'),
    resume: (code) => take(code, 'resume'),
    end: (code) => take(code, 'end'),
    async failNext(code, faults) {
      checkOptions(promotionFaultsSchema, faults, 'faults')
      return change(code, (promotion) => ({
        ...promotion,
        failNextExecutions: faults.executions ?? promotion.failNextExecutions,
        failNextPayouts: faults.payouts ?? promotion.failNextPayouts,
      }))
    },
    grants: ({ promotionCode, userKey, limit = 100, after } = {}) =>
      read((world) => {
        const every = promotionCode === undefined && userKey === undefined
        const page = { ...(after !== undefined && { after }), limit: every ? limit : Number.MAX_SAFE_INTEGER }
        return world
          .list('grant', page)
          .filter((grant) => promotionCode === undefined || grant.promotionCode === promotionCode)
          .filter((grant) => userKey === undefined || grant.userKey === userKey)
          .slice(0, limit)
          .map((grant) => grantView(grant, clock.now()))
      }),
    async settle(key, result) {
      if (result !== 'SUCCESS' && result !== 'FAILED') {
        throw invalidOption(`result must be SUCCESS or FAILED, not ${JSON.stringify(result)}`)
      }
      return update((world) => {
        const now = clock.now()
        return grantView(settleGrant(world, pendingGrant(world, key, now), result, now), now)
      })
    },
  }
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

function stepped(promotion: Promotion, step: Step, now: number): Promotion {
  const state = stateOf(promotion, now)
  const { from, to } = steps[step]
  if (!(from as readonly PromotionState[]).includes(state)) {
    const possible = Object.entries(steps).filter(([, each]) => (each.from as readonly string[]).includes(state))
    const names = possible.map(([name]) => name).join(', ')
    throw new CodedError('ERR_CONFLICT', `${step}: promotion ${promotion.code} is ${state}`, {
      fix: names === '' ? 'Nothing is possible any more; create another one.' : `Possible now: ${names}.`,
    })
  }
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
