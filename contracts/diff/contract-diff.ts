import { CodedError } from '../../errors/index.js'
import { isObject } from '../json.js'
import { type Change, type ChangeRule, type Direction, effectOf } from './change.js'
import { compareOperations } from './operation-diff.js'
import { type OperationView, viewOperations } from './operation-view.js'
import type { JsonObject } from './schema-view.js'

/** What changed between two documents. */
export interface ContractDiff {
  /** Whether a client that works with the first can fail with the second. */
  readonly breaking: boolean
  readonly counts: Readonly<Record<Change['effect'], number>>
  /** Breaking ones first; within an effect in the order of the documents, and within a schema from the outside in. */
  readonly changes: readonly Change[]
}

const order: readonly Change['effect'][] = ['breaking', 'compatible', 'info']

/**
 * Compares two OpenAPI documents (3.0 or 3.1) from the point of view of those who call the API and are called by it: which
 * changes can break a client that works with the first one. Local `$ref`s are followed; texts and examples are not compared.
 *
 * @throws CodedError `ERR_OPENAPI_FILE` for what is not such a document
 *
 * @example
 * ```ts
 * const { breaking, changes } = diffContracts(openApiDocument(), JSON.parse(await readFile('newer.json', 'utf8')))
 * ```
 */
export function diffContracts(before: unknown, after: unknown): ContractDiff {
  const [old, fresh] = [checked(before, 'first'), checked(after, 'second')]
  const changes = new Map<string, Change>()
  const note = (rule: ChangeRule, direction: Direction, operation: string, field: string, text: string) => {
    const change = { rule, effect: effectOf(rule, direction), operation, field, text }
    changes.set(JSON.stringify(change), change)
  }
  compareAll(viewOperations(old, 'paths'), viewOperations(fresh, 'paths'), 'sent')
  compareAll(viewOperations(old, 'webhooks'), viewOperations(fresh, 'webhooks'), 'received')

  function compareAll(
    were: Map<string, OperationView>,
    are: Map<string, OperationView>,
    request: 'sent' | 'received',
  ): void {
    const kind = request === 'sent' ? 'operation' : 'webhook'
    const ids = new Map([...are.values()].map((operation) => [operation.id, operation]))
    const met = new Set<OperationView>()
    for (const operation of were.values()) {
      const same = are.get(operation.route)
      const moved = same === undefined && operation.id !== operation.route ? ids.get(operation.id) : undefined
      const now = same ?? (moved && !were.has(moved.route) ? moved : undefined)
      if (now === undefined) {
        note(`${kind}-removed`, request, operation.id, '', `${operation.route} is no longer there`)
        continue
      }
      met.add(now)
      if (now !== same) note('operation-moved', request, operation.id, '', `${operation.route}, now ${now.route}`)
      compareOperations(operation, now, {
        before: old,
        after: fresh,
        request,
        report: (rule, direction, field, text) => note(rule, direction, now.id, field, text),
      })
    }
    for (const operation of are.values()) {
      if (!met.has(operation)) note(`${kind}-added`, request, operation.id, '', `${operation.route} is new`)
    }
  }

  const list = [...changes.values()].sort((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect))
  const count = (effect: Change['effect']) => list.filter((change) => change.effect === effect).length
  const counts = { breaking: count('breaking'), compatible: count('compatible'), info: count('info') }
  return { breaking: counts.breaking > 0, counts, changes: list }
}

function checked(document: unknown, which: string): JsonObject {
  if (!isObject(document) || typeof document.openapi !== 'string' || !/^3\.[01]\b/.test(document.openapi)) {
    throw new CodedError(
      'ERR_OPENAPI_FILE',
      `the ${which} document is no OpenAPI 3.0 or 3.1 document: openapi must be 3.x`,
    )
  }
  if (!isObject(document.paths) && !isObject(document.webhooks)) {
    throw new CodedError('ERR_OPENAPI_FILE', `the ${which} document has neither paths nor webhooks`)
  }
  // A copy of its own, so that what is remembered of a document ends with the comparison.
  return { ...document }
}
