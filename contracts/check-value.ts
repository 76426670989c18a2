import type { OperationId } from './catalogue.js'
import { assumed } from './provenance.js'
import type { JsonSchema } from './schema.js'
import { schemaViolations } from './schema-violations.js'
import { unsafeIntegers, unsafeInWords } from './unsafe-integers.js'
import { type Violation, violationBound } from './violation.js'

/** One place where a value breaks its schema. */
export type ValueViolation = Omit<Violation, 'operation' | 'provenance'>

const unused = { operation: '' as OperationId, provenance: assumed('not part of the partner API') }

/**
 * Checks any value that is not part of an exchange of the partner API (a request of the control API, a seed file) with
 * the same messages.
 *
 * @param field - the path of the value itself, for example `request.body`
 */
export function checkValue(schema: JsonSchema, value: unknown, field: string): ValueViolation[] {
  const verb = field.startsWith('request') ? 'send' : 'give'
  const violations: ValueViolation[] = schemaViolations(schema, value, { ...unused, field, verb }).map(
    ({ operation: _operation, provenance: _provenance, ...violation }) => violation,
  )
  const unsafe = unsafeIntegers(value, field).slice(0, violationBound)
  return violations.concat(
    unsafe.map((found) => {
      const expected = `at most ${Number.MAX_SAFE_INTEGER}`
      return { field: found.field, rule: 'safeInteger', message: unsafeInWords(found), expected, value: found.value }
    }),
  )
}
