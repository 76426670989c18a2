import type { Operation } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { createRandom, type Random } from '../../world/random.js'
import type { Fault } from './fault.js'
import type { FaultRule, FaultRuleView } from './fault-rule.js'
import { type ReadFaultRule, readFaultRule } from './read-rule.js'
import { type ScenarioName, scenarioRules } from './scenarios.js'

/** Whose rules: a mini-app's, or (null) those for every mini-app. */
export type RuleOwner = string | null

/** A fault that strikes a call. */
export interface Struck {
  /** The id of the rule, or what asked for the fault. */
  readonly id: string
  readonly fault: Fault
  /** Draws from the same sequence as the rules do. */
  chance(probability: number): boolean
}

/** A call, as far as rules look at it. */
export interface StruckCall {
  readonly operation: Pick<Operation, 'id' | 'feature'>
  /** The users that the call concerns; asked for only where a rule is about a user. */
  userKeys(): readonly number[]
}

/**
 * The rules of every mini-app. They are equipment of the tests and no part of the world: no transaction rolls them back. What
 * a rule has seen is counted for each mini-app by itself, and so are its draws: mini-apps do not disturb each other.
 */
export interface RulesInForce {
  /**
   * Adds a rule behind those there are.
   *
   * @param name - the beginning of its id; `fault` by default
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_CONFLICT` where there are too many
   */
  add(owner: RuleOwner, rule: FaultRule, name?: string): FaultRuleView
  list(owner: RuleOwner): FaultRuleView[]
  /** Whether there was such a rule. */
  remove(owner: RuleOwner, id: string): boolean
  clear(owner: RuleOwner): void
  /** Whether a mini-app has any rule to look at. */
  concerns(miniApp: string): boolean
  /** The fault that strikes the call, if any: the mini-app's own rules come first, each list in its order. */
  strike(miniApp: string, call: StruckCall): Struck | undefined
  /** The fault that strikes a connection, if any. */
  strikeConnection(miniApp: string): Struck | undefined
  /** Draws for faults that no rule asked for. */
  chance(miniApp: string, probability: number): boolean
  /**
   * Drops the rules of one mini-app but those of the seed, which begin anew; of all, where none is named: the scenarios begin
   * anew then, at the clock's instant.
   */
  reset(miniApp?: string): void
}

/** Rules that are there from the beginning, and again after each reset. */
export type SeededFaults = ReadonlyMap<RuleOwner, readonly FaultRule[]>

/** How many rules an owner may have at a time. */
export const mostRules = 100

interface Count {
  seen: number
  struck: number
}

interface Rule extends ReadFaultRule {
  readonly id: string
  readonly counts: Map<string, Count>
}

interface Shelf {
  rules: Rule[]
  added: number
}

/** The rules of these scenarios and of the seed, and no others. `now` is the mock's clock. */
export function createRulesInForce({
  seed,
  now,
  scenarios = [],
  seeded = () => new Map(),
}: {
  seed: string
  now: () => number
  scenarios?: readonly ScenarioName[]
  /** Asked at each reset: the file may say something else by then. */
  seeded?: () => SeededFaults
}): RulesInForce {
  const shelves = new Map<RuleOwner, Shelf>()
  const draws = new Map<string, number>()

  function randomOf(miniApp: string): Random {
    // A line feed cannot be in an appName: this is nobody's own sequence.
    return createRandom(seed, `${miniApp}\nfaults`, () => {
      const draw = draws.get(miniApp) ?? 0
      draws.set(miniApp, draw + 1)
      return draw
    })
  }

  /** Without the rules that can strike no more. */
  function rulesOf(owner: RuleOwner): Rule[] {
    const shelf = shelves.get(owner)
    if (shelf === undefined) return []
    const isOver = ({ until, next, counts }: Rule) =>
      (until !== null && until <= now()) || (owner !== null && next !== null && (counts.get(owner)?.seen ?? 0) >= next)
    if (shelf.rules.some(isOver)) shelf.rules = shelf.rules.filter((rule) => !isOver(rule))
    return shelf.rules
  }

  function strike(miniApp: string, isAbout: (rule: Rule) => boolean): Struck | undefined {
    for (const rule of [...rulesOf(miniApp), ...rulesOf(null)]) {
      if (!isAbout(rule) || !strikes(rule, countOf(rule, miniApp), miniApp)) continue
      return { id: rule.id, fault: rule.fault, chance: (probability) => randomOf(miniApp).chance(probability) }
    }
    return undefined
  }

  function strikes({ from, next, every, probability }: Rule, count: Count, miniApp: string): boolean {
    if ((from !== null && now() < from) || (next !== null && count.seen >= next)) return false
    count.seen++
    if (every !== null && count.seen % every !== 0) return false
    if (probability !== null && !randomOf(miniApp).chance(probability)) return false
    count.struck++
    return true
  }

  function add(owner: RuleOwner, rule: FaultRule, name = 'fault'): FaultRuleView {
    const read = readFaultRule(rule)
    if (rulesOf(owner).length >= mostRules) {
      throw new CodedError('ERR_CONFLICT', `faults: there are ${mostRules} rules, and no more are possible`, {
        fix: 'Remove some, or clear them all.',
      })
    }
    const shelf = shelves.get(owner) ?? { rules: [], added: 0 }
    shelves.set(owner, shelf)
    const added: Rule = { ...read, id: `${name}-${++shelf.added}`, counts: new Map() }
    shelf.rules.push(added)
    return viewOf(added)
  }

  function begin(): void {
    for (const name of scenarios) for (const rule of scenarioRules(name, now())) add(null, rule, name)
    for (const owner of seeded().keys()) addSeeded(owner)
  }

  function addSeeded(owner: RuleOwner): void {
    for (const rule of seeded().get(owner) ?? []) add(owner, rule, 'seed')
  }

  begin()
  return {
    add,
    list: (owner) => rulesOf(owner).map(viewOf),
    remove(owner, id) {
      const shelf = shelves.get(owner)
      const kept = shelf?.rules.filter((rule) => rule.id !== id) ?? []
      if (shelf === undefined || kept.length === shelf.rules.length) return false
      shelf.rules = kept
      return true
    },
    clear(owner) {
      const shelf = shelves.get(owner)
      if (shelf !== undefined) shelf.rules = []
    },
    concerns: (miniApp) => rulesOf(miniApp).length + rulesOf(null).length > 0,
    strike(miniApp, { operation, userKeys }) {
      let users: readonly number[] | undefined
      const isUser = (userKey: number) => {
        users ??= userKeys()
        return users.includes(userKey)
      }
      return strike(
        miniApp,
        (rule) =>
          rule.fault.kind !== 'refuse-handshake' &&
          [operation.id, operation.feature, '*'].includes(rule.operation) &&
          (rule.userKey === null || isUser(rule.userKey)),
      )
    },
    strikeConnection: (miniApp) => strike(miniApp, ({ fault }) => fault.kind === 'refuse-handshake'),
    chance: (miniApp, probability) => randomOf(miniApp).chance(probability),
    reset(miniApp) {
      if (miniApp === undefined) {
        shelves.clear()
        draws.clear()
        begin()
        return
      }
      shelves.delete(miniApp)
      draws.delete(miniApp)
      for (const { counts } of shelves.get(null)?.rules ?? []) counts.delete(miniApp)
      addSeeded(miniApp)
    },
  }
}

function countOf({ counts }: Rule, miniApp: string): Count {
  let count = counts.get(miniApp)
  if (count === undefined) {
    count = { seen: 0, struck: 0 }
    counts.set(miniApp, count)
  }
  return count
}

function viewOf({ id, operation, userKey, next, every, probability, from, until, fault, counts }: Rule): FaultRuleView {
  const [seen, struck] = [...counts.values()].reduce(([s, t], count) => [s + count.seen, t + count.struck], [0, 0])
  const when = { next, every, probability, from: iso(from), until: iso(until) }
  return { id, operation, userKey, when, fault, seen, struck }
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
