import { CodedError } from '../errors/index.js'

/**
 * A control port as somebody named it, without a slash at its end. What is no such URL is not repeated: there may be a password in it.
 *
 * @param label the flag, option or variable that names it
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function checkedControlUrl(named: string, label: string): string {
  const url = URL.canParse(named) ? new URL(named) : undefined
  if (url?.protocol === 'http:' && url.username === '' && url.password === '') return named.replace(/\/+$/, '')
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `${label} must be a URL that begins with http://, without user and password`,
    {
      fix: 'Write it as start prints it: http://127.0.0.1:8444.',
    },
  )
}
