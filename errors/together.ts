import { CodedError } from './coded-error.js'

/** Several settings that are wrong, as one error; each by itself is in `cause.errors`. Of one alone it is that one. */
export function together(wrong: readonly CodedError[]): CodedError {
  const [only] = wrong
  if (wrong.length === 1 && only !== undefined) return only
  const messages = wrong.map(({ message }) => `\n  ${message}`).join('')
  const fix = [...new Set(wrong.map((error) => error.fix))].join(' ')
  const cause = new AggregateError(wrong)
  return new CodedError('ERR_INVALID_OPTION', `${wrong.length} settings are wrong:${messages}`, { fix, cause })
}
