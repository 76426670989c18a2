import { checkedControlUrl } from '../mini-app/control-url.js'

/**
 * The control port that a flag or a variable names; undefined where neither does.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readControlUrl(flag: string | undefined): string | undefined {
  if (flag !== undefined) return checkedControlUrl(flag, '--control-url')
  const named = process.env.APPS_IN_TOSS_CONTROL_URL
  return named ? checkedControlUrl(named, 'APPS_IN_TOSS_CONTROL_URL') : undefined
}
