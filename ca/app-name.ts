import { CodedError } from '../errors/index.js'

const rule = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/**
 * Checks the name of a mini-app, which becomes the CN of its certificate (64 characters at most, RFC 5280 appendix A) and
 * part of its file names.
 *
 * @returns the name, unchanged
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function checkAppName(appName: string): string {
  if (typeof appName === 'string' && rule.test(appName)) return appName
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `appName must be 1 to 64 letters, digits, dots, underscores or hyphens, starting with a letter or digit; got ${JSON.stringify(appName)}.`,
    { fix: 'Use the appName of your mini-app as the console shows it, for example my-mini-app.' },
  )
}
