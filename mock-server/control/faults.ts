import type { JsonSchema } from '../../contracts/index.js'
import type { FaultRule } from '../partner-side/faults/fault-rule.js'
import { faultRuleSchema, faultTargets } from '../partner-side/faults/fault-rule.js'
import { type ScenarioName, scenarioNames, scenarios } from '../partner-side/faults/scenarios.js'
import type { FaultsSide } from '../toss-side/faults.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { doneSchema, listOf } from './schemas.js'

const tag = 'faults'
const maybeNumber = { type: ['number', 'null'] } as const satisfies JsonSchema
const maybeInstant = { type: ['string', 'null'], format: 'date-time' } as const satisfies JsonSchema

const ruleAnswer = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    operation: { type: 'string', enum: faultTargets },
    userKey: maybeNumber,
    when: {
      type: 'object',
      properties: {
        next: maybeNumber,
        every: maybeNumber,
        probability: maybeNumber,
        from: maybeInstant,
        until: maybeInstant,
      },
      required: ['next', 'every', 'probability', 'from', 'until'],
    },
    fault: faultRuleSchema.properties.fault,
    seen: { type: 'integer', description: 'How many calls it was about so far.' },
    struck: { type: 'integer', description: 'How many of them it struck.' },
  },
  required: ['id', 'operation', 'userKey', 'when', 'fault', 'seen', 'struck'],
} as const satisfies JsonSchema

/** Whose rules a set of routes is about. */
interface Whose {
  readonly path: string
  /** Ends the operation ids. */
  readonly suffix: string
  readonly who: string
  side(request: ControlRequest, surroundings: ControlSurroundings): FaultsSide
}

/** Faults: of one mini-app, and for every one. */
export const faultRoutes: readonly ControlRoute[] = [
  ...routesOf({
    path: '/mini-apps/{miniApp}/faults',
    suffix: '',
    who: 'the mini-app',
    side: ({ path }, { tossSide }) => tossSide(path.miniApp as string).faults,
  }),
  ...routesOf({ path: '/faults', suffix: 'ForAll', who: 'every mini-app', side: (_request, { faults }) => faults }),
  {
    method: 'GET',
    path: '/fault-scenarios',
    operationId: 'listFaultScenarios',
    summary: 'The scenarios there are',
    tag,
    answer: listOf('scenarios', {
      type: 'object',
      properties: { name: { type: 'string' }, text: { type: 'string' } },
      required: ['name', 'text'],
    }),
    handle: () => ({ scenarios: Object.entries(scenarios).map(([name, { text }]) => ({ name, text })) }),
  },
]

function routesOf({ path, suffix, who, side }: Whose): ControlRoute[] {
  return [
    {
      method: 'GET',
      path,
      operationId: `listFaults${suffix}`,
      summary: `The fault rules of ${who} that can still strike`,
      tag,
      answer: listOf('faults', ruleAnswer),
      handle: async (request, surroundings) => ({ faults: await side(request, surroundings).list() }),
    },
    {
      method: 'POST',
      path,
      operationId: `addFault${suffix}`,
      summary: `Let something go wrong for ${who}`,
      tag,
      body: faultRuleSchema,
      answer: ruleAnswer,
      status: 201,
      handle: (request, surroundings) => side(request, surroundings).add(request.body as FaultRule),
    },
    {
      method: 'DELETE',
      path,
      operationId: `clearFaults${suffix}`,
      summary: `Remove every fault rule of ${who}`,
      tag,
      answer: doneSchema,
      async handle(request, surroundings) {
        await side(request, surroundings).clear()
        return { done: true }
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id}`,
      operationId: `removeFault${suffix}`,
      summary: 'Remove one fault rule',
      tag,
      answer: doneSchema,
      async handle(request, surroundings) {
        await side(request, surroundings).remove(request.path.id as string)
        return { done: true }
      },
    },
    {
      method: 'POST',
      path: `${path}/scenarios`,
      operationId: `addFaultScenario${suffix}`,
      summary: `Add the rules of a scenario for ${who}`,
      tag,
      body: {
        type: 'object',
        properties: { name: { type: 'string', enum: scenarioNames } },
        required: ['name'],
        additionalProperties: false,
      },
      answer: listOf('faults', ruleAnswer),
      status: 201,
      async handle(request, surroundings) {
        const { name } = request.body as { name: ScenarioName }
        return { faults: await side(request, surroundings).addScenario(name) }
      },
    },
  ]
}
