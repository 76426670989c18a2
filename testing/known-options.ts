import { CodedError } from '../errors/index.js'

/**
 * Refuses a name that is none of an option: a misspelt `strict` would let every test pass, and a misspelt `times` each assertion.
 *
 * @param of - whose options, for example `createTestMock`
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function refuseUnknownOptions<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
  of: string,
): void {
  const unknown = Object.keys(options).find((name) => !(known as readonly string[]).includes(name))
  if (unknown === undefined) return
  throw new CodedError('ERR_INVALID_OPTION', `${unknown} is not an option of ${of}`, {
    fix: `Known options: ${known.join(', ')}.`,
  })
}
