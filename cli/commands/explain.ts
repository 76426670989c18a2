import { CodedError, type ErrorCode, errorTable } from '../../errors/index.js'
import { textOf } from '../error-page.js'
import { told } from '../language.js'

/**
 * Prints the page of an error of this package; without a code, all codes with what they mean.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function explain(asked: string | undefined): number {
  if (asked === undefined) {
    const codes = Object.entries(errorTable).map(([code, { meaning }]) => `${code}\n    ${told(meaning)}\n`)
    process.stdout.write(codes.join(''))
    return 0
  }
  process.stdout.write(textOf(codeOf(asked)))
  return 0
}

function codeOf(asked: string): ErrorCode {
  const upper = asked.toUpperCase()
  const code = upper.startsWith('ERR_') ? upper : `ERR_${upper}`
  if (Object.hasOwn(errorTable, code)) return code as ErrorCode
  throw new CodedError('ERR_INVALID_OPTION', `explain: ${JSON.stringify(asked)} is not an error code of this package`, {
    fix: 'apps-in-toss-mock explain without a code prints all of them. Codes of the API are in docs/failures.md.',
  })
}
