import { isCodedError } from '../../errors/index.js'
import { readFaultRule } from '../partner-side/faults/read-rule.js'
import { mostRules } from '../partner-side/faults/rules-in-force.js'
import { type Issue, type Path, pathText, readPathText } from '../world/checks/issue.js'
import type { FaultSeed } from './world-seed.js'

/**
 * What is wrong with rules beyond their shape: fields of another kind of fault, codes that the operation does not have, an end
 * before its beginning. Those whose shape is broken (`broken`) are told already.
 */
export function* checkFaults(rules: unknown, path: Path, broken: readonly Issue[]): Generator<Issue> {
  if (!Array.isArray(rules)) return
  for (const [index, rule] of rules.entries()) {
    const place = [...path, index]
    const isTold = broken.some((issue) => place.every((step, depth) => issue.path[depth] === step))
    if (!isTold) yield* checkRule(rule, place)
  }
  if (rules.length <= mostRules) return
  const message = `${pathText(path)}: there can be ${mostRules} rules, and there are ${rules.length}`
  yield { path, rule: 'maxItems', message }
}

function* checkRule({ user, ...rule }: FaultSeed, place: Path): Generator<Issue> {
  const field = pathText(place)
  try {
    readFaultRule(rule, field)
  } catch (error) {
    if (!isCodedError(error)) throw error
    const { message, fix } = error
    // The message begins with the field that is wrong, and may name a rule of the schema.
    const [named = field] = /^\S+/.exec(message) ?? []
    const [, rule = 'fault'] = /\((\w+)\)/.exec(message) ?? []
    yield { path: named.startsWith(field) ? readPathText(named) : place, rule, message, fix }
  }
  if (user === undefined || rule.fault.kind !== 'refuse-handshake') return
  const message = `${field}.user cannot go with the fault refuse-handshake: a connection comes before any user`
  yield { path: [...place, 'user'], rule: 'combination', message, fix: 'Leave user out.' }
}
