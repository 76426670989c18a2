import type { Notebook } from './notebook.js'
import type { Answer } from './read-answer.js'

const operation = 'iap.getOrderStatus'

/**
 * Notes an answer that says nothing of the order itself: NOT_FOUND, MINIAPP_MISMATCH or ERROR. `sku` and `statusDeterminedAt`
 * are both left out, both empty, or both null.
 */
export function noteWithoutOrder(
  notebook: Notebook,
  answer: Answer,
  ids: readonly string[],
  fields: Readonly<Record<string, unknown>>,
): void {
  const unknown = `${operation}/orderStatus.unknown`
  if (!notebook.success(answer, [...ids, unknown], fields)) return
  const option = optionOf(answer)
  if (option !== undefined) notebook.shows('iap.unknownFields', option, operation)
  notebook.holds(unknown, `${String(fields.status)}: ${option ?? 'not the same for both'}`, {
    field: 'response.body.success.sku',
    expected: 'absent, as statusDeterminedAt (or both empty, or both null)',
    holds: option !== undefined,
  })
}

function optionOf({ success }: Answer): string | undefined {
  const { sku, statusDeterminedAt } = (success ?? {}) as { sku?: unknown; statusDeterminedAt?: unknown }
  if (sku !== statusDeterminedAt) return undefined
  if (sku === undefined) return 'absent'
  if (sku === '') return 'empty'
  return sku === null ? 'null' : undefined
}
