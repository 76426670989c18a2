import type { Operation } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { type Owner, plainEquipment } from '../../world/equipment.js'
import { createRandom } from '../../world/random.js'
import type { KeptStore } from '../../world/store-of-turns.js'
import type { Fault } from './fault.js'
import type { FaultRule, FaultRuleView } from './fault-rule.js'
import { type ReadFaultRule, readFaultRule } from './read-rule.js'
import { type ScenarioName, scenarioRules } from './scenarios.js'

/** Whose rules: a mini-app's, or (null) those for every mini-app. */
export type RuleOwner = Owner

/** A fault that strikes a call. */
export interface Struck {
  /** The id of the rule, or what asked for the fault. */
  readonly id: string
  readonly fault: Fault
  /** For a connection that is reset in the middle of a call: whether the operation runs. Drawn from the same sequence as the rules'. */
  readonly runs: boolean
}

/** A call, as far as rules look at it. */
export interface StruckCall {
  readonly operation: Pick<Operation, 'id' | 'feature'>
  /** The users that the call concerns; asked for only where a rule is about a user. */
  userKeys(): readonly number[]
}

/**
 * The rules of every mini-app. They are equipment: what is done within a call of the store is taken back with it. What a rule
 * has seen is counted for each mini-app by itself, and so are its draws: mini-apps do not disturb each other.
 */
export interface RulesInForce {
  /** Does something with the book in a call of its own: all of it, or nothing where it throws. */
  within<Result>(work: () => Result): Promise<Result>
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
  /** A fault that no rule asked for. */
  asked(miniApp: string, id: string, fault: Fault): Struck
  /**
   * Drops the rules of one mini-app but those of the seed, which begin anew; of all, where none is named: the scenarios begin
   * anew then, at the clock's instant.
   */
  reset(miniApp?: string, seeded?: SeededFaults): void
}

/** Rules that are there from the beginning, and again after each reset. */
export type SeededFaults = ReadonlyMap<RuleOwner, readonly FaultRule[]>

/** How many rules an owner may have at a time. */
export const mostRules = 100

interface Rule extends ReadFaultRule {
  readonly id: string
}

/** The equipment in which they are: the rules of an owner, and what a mini-app has counted. */
const kind = '.faults'

interface Rules {
  readonly rules: readonly Rule[]
  /** How many there ever were. */
  readonly added: number
}

interface Count {
  readonly seen: number
  readonly struck: number
}

/** What a mini-app has drawn, and counted of each rule; those for every mini-app have a star before their id. */
interface Tally {
  draws: number
  counts: Record<string, Count>
}

const none: Rules = { rules: [], added: 0 }
const uncounted: Count = { seen: 0, struck: 0 }
const keyOf = (owner: RuleOwner, { id }: Rule) => (owner === null ? `*${id}` : id)

/** A book with the rules of these scenarios and of the seed, once it was reset. `now` is the mock's clock. */
export function createRulesInForce({
  seed,
  now,
  kept = { equipment: plainEquipment(), equip: async (work) => work() },
  scenarios = [],
}: {
  seed: string
  now: () => number
  /** By default nobody else's. */
  kept?: Pick<KeptStore, 'equipment' | 'equip'>
  scenarios?: readonly ScenarioName[]
}): RulesInForce {
  const { equipment } = kept
  const shelfOf = (owner: RuleOwner) => (equipment.get(owner, kind, 'rules') ?? none) as Rules
  const tallyOf = (miniApp: string) =>
    (equipment.get(miniApp, kind, 'tally') ?? { draws: 0, counts: {} }) as Readonly<Tally>

  /** Without the rules that can strike no more. */
  function rulesOf(owner: RuleOwner): Rule[] {
    const { rules } = shelfOf(owner)
    if (rules.length === 0) return []
    const counts = owner === null ? {} : tallyOf(owner).counts
    const isOver = ({ id, until, next }: Rule) =>
      (until !== null && until <= now()) || (next !== null && (counts[id]?.seen ?? 0) >= next)
    return rules.filter((rule) => !isOver(rule))
  }

  /** Counts and draws, and keeps that. */
  function counting<Result>(
    miniApp: string,
    work: (tally: Tally, chance: (probability: number) => boolean) => Result,
  ): Result {
    const before = tallyOf(miniApp)
    const tally = { ...before, counts: { ...before.counts } }
    // A line feed cannot be in an appName: this is nobody's own sequence.
    const random = createRandom(seed, `${miniApp}\nfaults`, () => tally.draws++)
    const result = work(tally, random.chance)
    equipment.put(miniApp, kind, 'tally', tally)
    return result
  }

  function strike(miniApp: string, isAbout: (rule: Rule) => boolean): Struck | undefined {
    const own = rulesOf(miniApp).map((rule) => [keyOf(miniApp, rule), rule] as const)
    const all = [...own, ...rulesOf(null).map((rule) => [keyOf(null, rule), rule] as const)]
    const about = all.filter(([, rule]) => isAbout(rule))
    if (about.length === 0) return undefined
    return counting(miniApp, (tally, chance) => {
      const there = new Set([miniApp, null].flatMap((owner) => shelfOf(owner).rules.map((rule) => keyOf(owner, rule))))
      for (const key of Object.keys(tally.counts)) if (!there.has(key)) delete tally.counts[key]
      const struck = about.find(([key, rule]) => strikes(rule, key, tally, chance))
      return struck && struckBy(struck[1].id, struck[1].fault, chance)
    })
  }

  function strikes(
    { from, next, every, probability }: Rule,
    key: string,
    { counts }: Tally,
    chance: (probability: number) => boolean,
  ): boolean {
    const { seen, struck } = counts[key] ?? uncounted
    if ((from !== null && now() < from) || (next !== null && seen >= next)) return false
    counts[key] = { seen: seen + 1, struck }
    if (every !== null && (seen + 1) % every !== 0) return false
    if (probability !== null && !chance(probability)) return false
    counts[key] = { seen: seen + 1, struck: struck + 1 }
    return true
  }

  function add(owner: RuleOwner, rule: FaultRule, name = 'fault'): FaultRuleView {
    const read = readFaultRule(rule)
    const rules = rulesOf(owner)
    if (rules.length >= mostRules) {
      throw new CodedError('ERR_CONFLICT', `faults: there are ${mostRules} rules, and no more are possible`, {
        fix: 'Remove some, or clear them all.',
      })
    }
    const added = shelfOf(owner).added + 1
    const entered: Rule = { ...read, id: `${name}-${added}` }
    equipment.put(owner, kind, 'rules', { rules: [...rules, entered], added })
    return viewOf(entered, [])
  }

  function keepOnly(owner: RuleOwner, rules: readonly Rule[]): void {
    equipment.put(owner, kind, 'rules', { ...shelfOf(owner), rules })
  }

  function forget(owner: RuleOwner): void {
    for (const id of ['rules', 'tally']) equipment.remove(owner, kind, id)
  }

  function addSeeded(owner: RuleOwner, seeded: SeededFaults): void {
    for (const rule of seeded.get(owner) ?? []) add(owner, rule, 'seed')
  }

  return {
    within: kept.equip,
    add,
    list(owner) {
      const whose = owner === null ? equipment.owners() : [owner]
      const tallies = whose.map((miniApp) => tallyOf(miniApp).counts)
      return rulesOf(owner).map((rule) =>
        viewOf(
          rule,
          tallies.flatMap((counts) => counts[keyOf(owner, rule)] ?? []),
        ),
      )
    },
    remove(owner, id) {
      const { rules } = shelfOf(owner)
      const kept = rules.filter((rule) => rule.id !== id)
      if (kept.length === rules.length) return false
      keepOnly(owner, kept)
      return true
    },
    clear: (owner) => keepOnly(owner, []),
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
    asked: (miniApp, id, fault) =>
      isDrawn(fault) ? counting(miniApp, (_, chance) => struckBy(id, fault, chance)) : struckBy(id, fault, () => false),
    reset(miniApp, seeded = new Map()) {
      if (miniApp !== undefined) {
        forget(miniApp)
        addSeeded(miniApp, seeded)
        return
      }
      for (const owner of [null, ...equipment.owners()]) forget(owner)
      for (const name of scenarios) for (const rule of scenarioRules(name, now())) add(null, rule, name)
      for (const owner of seeded.keys()) addSeeded(owner, seeded)
    },
  }
}

const isDrawn = (fault: Fault) => fault.kind === 'reset' && fault.at === 'during'

function struckBy(id: string, fault: Fault, chance: (probability: number) => boolean): Struck {
  return { id, fault, runs: isDrawn(fault) && chance(0.5) }
}

function viewOf(
  { id, operation, userKey, next, every, probability, from, until, fault }: Rule,
  counts: readonly Count[],
) {
  const [seen, struck] = counts.reduce(([s, t], count) => [s + count.seen, t + count.struck], [0, 0])
  const when = { next, every, probability, from: iso(from), until: iso(until) }
  return { id, operation, userKey, when, fault, seen, struck }
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
