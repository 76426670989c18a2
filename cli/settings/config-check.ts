import { isObject } from '../../contracts/json.js'
import { CodedError, isCodedError } from '../../errors/index.js'
import { together } from '../../errors/together.js'
import { type Setting, type SettingKey, settings } from './settings.js'
import { readPath, type SettingValue } from './text-value.js'

/** Where the content comes from, for messages and for relative paths. */
export interface ConfigSource {
  readonly path: string
  /** Relative paths in the file start from here. */
  readonly folder: string
  /** Names a place in the file, with its line. */
  label(keys: readonly (string | number)[]): Promise<string>
}

/**
 * Checks keys and types. Which numbers and words are allowed, `startMockServer` says.
 *
 * @throws CodedError `ERR_CONFIG_FILE`, `ERR_INVALID_OPTION` naming key, line, rule and fix
 */
export async function checkConfig(content: unknown, source: ConfigSource): Promise<Map<SettingKey, SettingValue>> {
  const values = new Map<SettingKey, SettingValue>()
  if (content === null || content === undefined) return values
  if (!isObject(content)) {
    throw new CodedError('ERR_CONFIG_FILE', `${source.path} must hold keys and values, not ${inWords(content)}`)
  }
  const wrong: CodedError[] = []
  for (const [key, value] of Object.entries(content)) {
    // Where an editor finds the JSON Schema of the file.
    if (key === '$schema' && typeof value === 'string') continue
    const setting = settings.find((known) => known.key === key)
    if (setting === undefined) {
      wrong.push(await unknownKey(key, source))
      continue
    }
    try {
      values.set(setting.key, await checkValue(setting, value, source))
    } catch (error) {
      if (!isCodedError(error)) throw error
      wrong.push(error)
    }
  }
  // Whoever has several keys wrong wants to hear of all of them at the first start.
  if (wrong.length > 0) throw together(wrong)
  return values
}

async function unknownKey(key: string, { label }: ConfigSource): Promise<CodedError> {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  const near = settings.find((known) => [known.key, known.flag].some((name) => plain(name) === plain(key)))
  const all = settings.map((known) => known.key).join(', ')
  return new CodedError('ERR_INVALID_OPTION', `${await label([key])} is not a setting`, {
    fix: near === undefined ? `Settings: ${all}.` : `Write ${near.key}.`,
  })
}

async function checkValue(setting: Setting, value: unknown, source: ConfigSource): Promise<SettingValue> {
  const { key, kind } = setting
  const wrong = async (rule: string, at: readonly (string | number)[] = [key], found: unknown = value) =>
    new CodedError('ERR_INVALID_OPTION', `${await source.label(at)} must be ${rule}, not ${inWords(found)}`, {
      fix: fixes[kind],
    })
  switch (kind) {
    case 'number':
      if (typeof value === 'number' && Number.isInteger(value)) return value
      throw await wrong('a whole number')
    case 'switch':
      if (typeof value === 'boolean') return value
      throw await wrong('true or false')
    case 'text':
      if (typeof value === 'string') return value
      throw await wrong('text')
    case 'path':
      if (typeof value === 'string') return readPath(value, await source.label([key]), source.folder)
      throw await wrong('a path')
    case 'list': {
      if (!Array.isArray(value)) throw await wrong('a list of texts')
      for (const [index, item] of value.entries()) {
        if (typeof item !== 'string') throw await wrong('text', [key, index], item)
      }
      return value
    }
    case 'choices': {
      if (!isObject(value)) throw await wrong('a map of variant ids to options')
      for (const [id, option] of Object.entries(value)) {
        if (typeof option !== 'string') throw await wrong('the name of an option', [key, id], option)
      }
      return value as Record<string, string>
    }
  }
}

const fixes: Record<Setting['kind'], string> = {
  number: 'Write the number without quotes.',
  switch: 'Write true or false, without quotes.',
  text: 'Write the value in quotes.',
  path: 'Write the path in quotes; a relative one starts from the folder of the config file.',
  list: 'Write a list of texts, for example ["my-host.localhost"].',
  choices: 'For example { "login.invalidGrant": "oauth-error" }; --list-variants prints them all.',
}

function inWords(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`
  return String(value)
}
