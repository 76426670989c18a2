import { CodedError } from '../errors/index.js'

/**
 * The control port that a flag or a variable names; undefined where neither does. What is no such URL is not repeated: there may be a
 * password in it.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readControlUrl(flag: string | undefined): string | undefined {
  const named = flag ?? (process.env.APPS_IN_TOSS_CONTROL_URL || undefined)
  if (named === undefined) return undefined
  const url = URL.canParse(named) ? new URL(named) : undefined
  if (url?.protocol === 'http:' && url.username === '' && url.password === '') return named.replace(/\/+$/, '')
  const label = flag === undefined ? 'APPS_IN_TOSS_CONTROL_URL' : '--control-url'
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `${label} must be a URL that begins with http://, without user and password`,
    {
      fix: 'Write it as start prints it: http://127.0.0.1:8444.',
    },
  )
}
