import { resolve } from 'node:path'
import { CodedError } from '../../errors/index.js'
import type { Setting } from './settings.js'

/** A value of a setting, in the type that its kind asks for. */
export type SettingValue = number | string | boolean | readonly string[] | Readonly<Record<string, string>>

const yes = new Set(['true', '1', 'yes', 'on'])
const no = new Set(['false', '0', 'no', 'off'])

/**
 * Reads what was written as a flag or in a variable. Only the form is checked; which numbers and words are allowed,
 * `startMockServer` says.
 *
 * @param label how the value is named in messages: the flag or the variable
 * @param cwd what a relative path starts from
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readText({ kind }: Pick<Setting, 'kind'>, text: string, label: string, cwd: string): SettingValue {
  switch (kind) {
    case 'number':
      if (/^[+-]?\d+$/.test(text.trim())) return Number(text)
      throw invalid(`${label} must be a whole number, not ${JSON.stringify(text)}`)
    case 'switch':
      if (yes.has(text.toLowerCase())) return true
      if (no.has(text.toLowerCase())) return false
      throw invalid(`${label} must be true or false, not ${JSON.stringify(text)}`)
    case 'path':
      return readPath(text, label, cwd)
    case 'list':
      return words(text)
    case 'choices':
      return readChoices(words(text), label)
    case 'text':
      return text
  }
}

/**
 * Makes a path absolute; the URL of a Redis stays as it is.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for an empty one, which would mean the working directory
 */
export function readPath(text: string, label: string, from: string): string {
  if (text.trim() === '') throw invalid(`${label} must not be empty`, 'Name a file or folder.')
  if (/^rediss?:/i.test(text)) return text
  // It would be the name of a file, with the password of a database in it.
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(text)) {
    throw invalid(
      `${label} must be a path, and is a URL`,
      'Name a file or folder. The one URL that is taken is that of a Redis, by --state.',
    )
  }
  return resolve(from, text)
}

/**
 * Reads `id=option` pairs.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readChoices(pairs: readonly string[], label: string): Readonly<Record<string, string>> {
  const read = pairs.map((pair) => {
    const [, id, option] = /^([^=]+)=(.+)$/.exec(pair) ?? []
    if (id !== undefined && option !== undefined) return [id.trim(), option.trim()]
    throw invalid(
      `${label} must look like id=option, not ${JSON.stringify(pair)}`,
      'For example login.invalidGrant=oauth-error; --list-variants prints them all.',
    )
  })
  return Object.fromEntries(read)
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function invalid(message: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', message, fix === undefined ? {} : { fix })
}
