import { executionResults, type JsonSchema } from '../../contracts/index.js'
import {
  type PromotionFaults,
  type PromotionOptions,
  type PromotionSettings,
  promotionFaultsSchema,
  promotionOptionsSchema,
  promotionSettingsSchema,
} from '../toss-side/promotion-options.js'
import type { GrantQuery, PromotionsSide } from '../toss-side/promotions.js'
import { promotionStates } from '../world/promotion.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { listOf, userKeySchema } from './schemas.js'

const tag = 'promotion'
const points = { type: 'integer', minimum: 0 } as const satisfies JsonSchema
const instant = { type: 'string', format: 'date-time' } as const satisfies JsonSchema
const maybeInstant = { type: ['string', 'null'], format: 'date-time' } as const satisfies JsonSchema

const mail = {
  type: 'object',
  properties: { about: { const: 'BUDGET_80_PERCENT' }, budget: points, at: instant },
  required: ['about', 'budget', 'at'],
} as const satisfies JsonSchema

const promotionProperties = {
  code: { type: 'string' },
  state: { type: 'string', enum: promotionStates },
  budget: { ...points, description: 'remaining + pending + granted, always.' },
  remaining: points,
  pending: points,
  granted: points,
  perGrantLimit: points,
  perUserLimit: points,
  startsAt: maybeInstant,
  endsAt: maybeInstant,
  payoutDelaySeconds: { type: ['number', 'null'], description: 'Null: a grant is PENDING until it is settled.' },
  failNext: {
    type: 'object',
    properties: { executions: points, payouts: points },
    required: ['executions', 'payouts'],
  },
  mails: { type: 'array', items: mail },
  ended: {
    type: ['object', 'null'],
    properties: { by: { type: 'string', enum: ['SPENT', 'CONSOLE'] }, at: instant },
    required: ['by', 'at'],
  },
  testedAt: maybeInstant,
  createdAt: instant,
} as const satisfies Record<string, JsonSchema>

const promotion: JsonSchema = {
  type: 'object',
  properties: promotionProperties,
  required: Object.keys(promotionProperties),
}

const grant = {
  type: 'object',
  properties: {
    key: { type: 'string' },
    promotionCode: { type: 'string' },
    userKey: userKeySchema,
    amount: points,
    result: { type: 'string', enum: executionResults },
    executedAt: instant,
    decidesAt: maybeInstant,
  },
  required: ['key', 'promotionCode', 'userKey', 'amount', 'result', 'executedAt', 'decidesAt'],
} as const satisfies JsonSchema

/** Promotions and grants: what the console and Toss do. */
export const promotionRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/promotions',
    operationId: 'listPromotions',
    summary: 'The promotions, with what is granted, pending and left',
    tag,
    answer: listOf('promotions', promotion),
    handle: async (request, surroundings) => ({ promotions: await side(request, surroundings).list() }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/promotions',
    operationId: 'createPromotion',
    summary: 'Register a promotion; its code is made up unless given',
    tag,
    body: promotionOptionsSchema,
    answer: promotion,
    status: 201,
    handle: (request, surroundings) => side(request, surroundings).create(request.body as unknown as PromotionOptions),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/promotions/{code}',
    operationId: 'getPromotion',
    summary: 'One promotion',
    tag,
    answer: promotion,
    handle: (request, surroundings) => side(request, surroundings).get(codeOf(request)),
  },
  {
    method: 'PATCH',
    path: '/mini-apps/{miniApp}/promotions/{code}',
    operationId: 'updatePromotion',
    summary: 'Change a promotion; its budget can only be raised',
    tag,
    body: promotionSettingsSchema,
    answer: promotion,
    handle: (request, surroundings) =>
      side(request, surroundings).update(codeOf(request), request.body as PromotionSettings),
  },
  step('approve', 'NOT_APPROVED → RUNNING'),
  step('stop', 'RUNNING or SCHEDULED → STOPPED'),
  step('resume', 'STOPPED → RUNNING'),
  step('end', 'End a promotion for good'),
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/promotions/{code}/fail-next',
    operationId: 'failNextOfPromotion',
    summary: 'Answer the next executions with 4110, or let the next payouts fail',
    tag,
    body: promotionFaultsSchema,
    answer: promotion,
    handle: (request, surroundings) =>
      side(request, surroundings).failNext(codeOf(request), request.body as PromotionFaults),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/grants',
    operationId: 'listGrants',
    summary: 'The grants of points, in the order of their execution',
    tag,
    query: {
      type: 'object',
      properties: {
        promotionCode: { type: 'string', description: 'As it was executed, with TEST_ for the twin.' },
        userKey: userKeySchema,
        limit: { type: 'integer', minimum: 1, maximum: 1000, description: '100 unless told.' },
        after: { type: 'string', description: 'A key: only those executed after this grant.' },
      },
    },
    answer: listOf('grants', grant),
    handle: async (request, surroundings) => ({
      grants: await side(request, surroundings).grants(request.query as GrantQuery),
    }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/grants/settle',
    operationId: 'settleGrant',
    summary: 'Decide a grant that is PENDING',
    tag,
    body: {
      type: 'object',
      properties: {
        key: { type: 'string', minLength: 1 },
        result: { type: 'string', enum: ['SUCCESS', 'FAILED'] },
      },
      required: ['key', 'result'],
      additionalProperties: false,
    },
    answer: grant,
    handle(request, surroundings) {
      const { key, result } = request.body as { key: string; result: 'SUCCESS' | 'FAILED' }
      return side(request, surroundings).settle(key, result)
    },
  },
]

function step(name: 'approve' | 'stop' | 'resume' | 'end', summary: string): ControlRoute {
  return {
    method: 'POST',
    path: `/mini-apps/{miniApp}/promotions/{code}/${name}`,
    operationId: `${name}Promotion`,
    summary,
    tag,
    body: { type: 'object', additionalProperties: false },
    answer: promotion,
    handle: (request, surroundings) => side(request, surroundings)[name](codeOf(request)),
  }
}

function side({ path }: ControlRequest, { tossSide }: ControlSurroundings): PromotionsSide {
  return tossSide(path.miniApp as string).promotions
}

const codeOf = ({ path }: ControlRequest) => path.code as string
