import type { ExecutionResult } from '../../../contracts/index.js'

interface ModelKey {
  readonly key: string
  /** Undefined where get-key was called without a user header. */
  readonly owner: number | undefined
  readonly expiresAt: number
}

interface ModelGrant {
  readonly key: string
  readonly user: number
  readonly amount: number
  outcome: 'SUCCESS' | 'FAILED'
  /** Infinity: when the Toss side decides. */
  decidesAt: number
}

/** A promotion as the documents describe it, without any cleverness: every number is summed up from the grants. */
export interface PromotionModel {
  now: number
  budget: number
  /** Seconds; null: when the Toss side decides. */
  delay: number | null
  stage: 'NOT_APPROVED' | 'RUNNING' | 'STOPPED' | 'ENDED'
  failExecutions: number
  failPayouts: number
  readonly perGrantLimit: number
  readonly perUserLimit: number
  readonly keys: ModelKey[]
  readonly grants: ModelGrant[]
}

export function createModel(settings: { now: number; budget: number; perGrantLimit: number; perUserLimit: number }) {
  const model: PromotionModel = {
    ...settings,
    delay: 0,
    stage: 'RUNNING',
    failExecutions: 0,
    failPayouts: 0,
    keys: [],
    grants: [],
  }
  return model
}

export function resultOf(model: PromotionModel, { decidesAt, outcome }: ModelGrant): ExecutionResult {
  return decidesAt <= model.now ? outcome : 'PENDING'
}

/** Points of the grants that are in one of these states, of everybody or of one user. */
export function points(model: PromotionModel, results: readonly ExecutionResult[], user?: number): number {
  return model.grants
    .filter((grant) => results.includes(resultOf(model, grant)) && (user === undefined || grant.user === user))
    .reduce((sum, { amount }) => sum + amount, 0)
}

export function remaining(model: PromotionModel): number {
  return model.budget - points(model, ['PENDING', 'SUCCESS'])
}

export function stateOf(model: PromotionModel): PromotionModel['stage'] {
  return points(model, ['SUCCESS']) === model.budget ? 'ENDED' : model.stage
}

/** Executes a grant; the code of the refusal, or undefined where it is granted. */
export function execute(
  model: PromotionModel,
  { key, user: named, amount }: { key: ModelKey; user: number | undefined; amount: number },
): string | undefined {
  if (model.grants.some((grant) => grant.key === key.key)) return '4113'
  if (key.expiresAt <= model.now) return '4110'
  if (key.owner !== undefined && named !== undefined && key.owner !== named) return '4110'
  const user = named ?? key.owner
  if (user === undefined) return '4010'
  if (model.failExecutions > 0) {
    model.failExecutions--
    return '4110'
  }
  if (stateOf(model) !== 'RUNNING' || remaining(model) === 0) return '4109'
  if (amount > model.budget) return '4116'
  if (amount > model.perGrantLimit) return '4114'
  if (points(model, ['PENDING', 'SUCCESS'], user) + amount > model.perUserLimit) return '4114'
  if (amount > remaining(model)) return '4112'
  const outcome = model.failPayouts > 0 ? 'FAILED' : 'SUCCESS'
  if (model.failPayouts > 0) model.failPayouts--
  const decidesAt = model.delay === null ? Number.POSITIVE_INFINITY : model.now + model.delay * 1000
  model.grants.push({ key: key.key, user, amount, outcome, decidesAt })
  return undefined
}
