import { CodedError } from '../errors/index.js'

/**
 * A line of a dotenv file that dotenv, `node --env-file` and a shell (`set -a; . file`) read alike. Single quotes are taken
 * literally by all three, but none of them can be written in between; double quotes are safe where nothing inside would
 * be expanded or unescaped by one of the three.
 *
 * @throws CodedError `ERR_ENV_FILE` for a value that cannot be written so
 */
export function dotenvLine(name: string, value: string): string {
  if (!/['\n\r\0]/.test(value) && !value.endsWith('\\')) return `${name}='${value}'`
  if (!/["$`\\!\n\r\0]/.test(value)) return `${name}="${value}"`
  throw new CodedError(
    'ERR_ENV_FILE',
    `${name} cannot be written to a dotenv file so that every reader gets the same${/[\n\r]/.test(value) ? ': it has several lines' : `: ${JSON.stringify(value)}`}`,
    { fix: 'Use a folder (and AAD) without line breaks, and without \' together with one of " $ ` \\ !' },
  )
}
