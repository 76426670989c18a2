import { CodedError } from '../../../errors/index.js'
import { type FaultRule, faultRuleShape, faultRuleView } from '../../partner-side/faults/fault-rule.js'
import type { RuleOwner, RulesInForce } from '../../partner-side/faults/rules-in-force.js'
import { type ScenarioName, scenarioNames, scenarioRules, scenarios } from '../../partner-side/faults/scenarios.js'
import { done, list, type Of, object, options, text, word } from '../../world/shape.js'
import { commandFor, type SideOf, sideOf } from '../command.js'

/** Whose faults, and on which clock. */
export interface FaultsContext {
  readonly faults: RulesInForce
  readonly clock: { now(): number }
  readonly owner: RuleOwner
}

const command = commandFor<FaultsContext>()
const scenarioChoice = options({ name: word(...scenarioNames) }, ['name'])

/**
 * What is to go wrong: on the way, at the gateway, in the platform. The rules are looked at in the order in which they were
 * added, a mini-app's own before those for all; the first one that strikes has the call, and those behind it do not see it.
 */
export type FaultsSide = SideOf<ReturnType<typeof faultCommandsOf>>

/** What can be done about the faults of `who`; the ids of the control routes end in `suffix`. */
function faultCommandsOf(who: string, suffix: '' | 'ForAll') {
  return {
    /**
     * Adds a rule.
     *
     * @throws CodedError `ERR_INVALID_OPTION` for a fault that cannot be, with the list of what can; `ERR_CONFLICT` above 100
     * rules
     * @example
     * ```ts
     * await mock.toss.faults.add({
     *   operation: 'pay.executePayment',
     *   when: { next: 1 },
     *   fault: { kind: 'reset', at: 'after-commit' },
     * })
     * ```
     */
    add: command({
      at: 'POST faults',
      id: `addFault${suffix}`,
      says: `Let something go wrong for ${who}`,
      takes: faultRuleShape,
      // Its messages name the fields of the kind.
      spread: (rule: FaultRule) => [rule],
      gives: faultRuleView,
      status: 201,
      do: ({ faults, owner }, rule: FaultRule) => faults.within(() => faults.add(owner, rule)),
    }),
    /** Adds the rules of a scenario. Throws `ERR_INVALID_OPTION` for an unknown one. */
    addScenario: command({
      at: 'POST faults/scenarios',
      id: `addFaultScenario${suffix}`,
      says: `Add the rules of a scenario for ${who}`,
      takes: scenarioChoice,
      spread: ({ name }: Of<typeof scenarioChoice>) => [name],
      gives: list(faultRuleView),
      under: 'faults',
      status: 201,
      do: ({ faults, clock, owner }, name: ScenarioName) =>
        faults.within(() => scenarioRules(name, clock.now(), 'name').map((rule) => faults.add(owner, rule, name))),
    }),
    /** The rules that can still strike; one whose calls or time are over is gone. */
    list: command({
      at: 'GET faults',
      id: `listFaults${suffix}`,
      says: `The fault rules of ${who} that can still strike`,
      gives: list(faultRuleView),
      under: 'faults',
      do: ({ faults, owner }) => faults.within(() => faults.list(owner)),
    }),
    /** Throws `ERR_NOT_FOUND` where there is no such rule (any more). */
    remove: command({
      at: 'DELETE faults/{id}',
      id: `removeFault${suffix}`,
      says: 'Remove one fault rule',
      gives: done,
      async do({ faults, owner }, id: string) {
        const ids = await faults.within(() =>
          faults.remove(owner, id) ? undefined : faults.list(owner).map((rule) => rule.id),
        )
        if (ids === undefined) return
        throw new CodedError('ERR_NOT_FOUND', `id: there is no fault rule ${JSON.stringify(id)}`, {
          fix:
            ids.length === 0
              ? 'There are none; a rule whose calls or time are over is gone.'
              : `There are ${ids.join(', ')}.`,
        })
      },
    }),
    /** Removes every rule. */
    clear: command({
      at: 'DELETE faults',
      id: `clearFaults${suffix}`,
      says: `Remove every fault rule of ${who}`,
      gives: done,
      do: ({ faults, owner }) => faults.within(() => faults.clear(owner)),
    }),
  }
}

/** The faults of one mini-app. */
export const faultCommands = faultCommandsOf('the mini-app', '')

/** The faults for every mini-app. */
export const faultCommandsForAll = faultCommandsOf('every mini-app', 'ForAll')

/** What there is to choose from. */
export const scenarioCommands = {
  list: command({
    at: 'GET fault-scenarios',
    id: 'listFaultScenarios',
    says: 'The scenarios there are',
    gives: list(object({ name: text, text })),
    under: 'scenarios',
    do: async () => scenarioNames.map((name) => ({ name, text: scenarios[name].text })),
  }),
}

/** The faults of one mini-app, or (`owner` null) those for every mini-app. */
export function createFaultsSide(context: FaultsContext): FaultsSide {
  return sideOf(faultCommands, context)
}
