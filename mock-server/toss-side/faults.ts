import { CodedError } from '../../errors/index.js'
import type { FaultBook, FaultRuleView, RuleOwner } from '../partner-side/faults/fault-book.js'
import type { FaultRule } from '../partner-side/faults/fault-rule.js'
import { type ScenarioName, scenarioRules } from '../partner-side/faults/scenarios.js'

/**
 * What is to go wrong: on the way, at the gateway, in the platform. The rules are looked at in the order in which they were
 * added, a mini-app's own before those for all; the first one that strikes has the call, and those behind it do not see it.
 */
export interface FaultsSide {
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
  add(rule: FaultRule): Promise<FaultRuleView>
  /** Adds the rules of a scenario. Throws `ERR_INVALID_OPTION` for an unknown one. */
  addScenario(name: ScenarioName): Promise<FaultRuleView[]>
  /** The rules that can still strike; one whose calls or time are over is gone. */
  list(): Promise<FaultRuleView[]>
  /** Throws `ERR_NOT_FOUND` where there is no such rule (any more). */
  remove(id: string): Promise<void>
  /** Removes every rule. */
  clear(): Promise<void>
}

/** The faults of one mini-app, or (`owner` null) those for every mini-app. */
export function createFaultsSide({
  faults,
  clock,
  owner,
}: {
  faults: FaultBook
  clock: { now(): number }
  owner: RuleOwner
}): FaultsSide {
  return {
    add: async (rule) => faults.add(owner, rule),
    addScenario: async (name) => scenarioRules(name, clock.now(), 'name').map((rule) => faults.add(owner, rule, name)),
    list: async () => faults.list(owner),
    async remove(id) {
      if (faults.remove(owner, id)) return
      const ids = faults.list(owner).map((rule) => rule.id)
      throw new CodedError('ERR_NOT_FOUND', `id: there is no fault rule ${JSON.stringify(id)}`, {
        fix:
          ids.length === 0
            ? 'There are none; a rule whose calls or time are over is gone.'
            : `There are ${ids.join(', ')}.`,
      })
    },
    async clear() {
      faults.clear(owner)
    },
  }
}
