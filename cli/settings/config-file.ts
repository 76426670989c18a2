import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { CodedError } from '../../errors/index.js'
import type { Issue, SeedSource } from '../../mock-server/world/checks/issue.js'
import { checkConfig } from './config-check.js'
import { configVariable, type SettingKey } from './settings.js'
import type { SettingValue } from './text-value.js'

/** The names that are looked for in the working directory. */
export const configNames = [
  'apps-in-toss-mock.config.json',
  'apps-in-toss-mock.config.yaml',
  'apps-in-toss-mock.config.yml',
] as const

/** A config file, read and checked. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string
  readonly values: ReadonlyMap<SettingKey, SettingValue>
  /** How a key is named in messages: `port (apps-in-toss-mock.config.yaml:3)`. */
  label(key: string): Promise<string>
}

/**
 * Reads the config file: the named one, or the one in the working directory; undefined where there is none.
 *
 * @param named the absolute path that `--config` gave
 * @throws CodedError `ERR_CONFIG_FILE`: not there, two at once, not readable; `ERR_INVALID_OPTION`: unknown key, wrong type
 */
export async function readConfigFile(cwd: string, named: string | undefined): Promise<ConfigFile | undefined> {
  const path = named ?? findConfigFile(cwd)
  if (path === undefined) return undefined
  const text = readWhole(path)
  // The YAML reader costs 30 ms: a JSON file pays them only when a line number is wanted.
  const yaml = extname(path) === '.json' ? undefined : await readYaml(path, text)
  const content = yaml === undefined ? readJson(path, text) : yaml.content
  const label = async (keys: readonly (string | number)[]) => {
    const read = yaml ?? (await readYaml(path, text).catch(() => undefined))
    const line = read?.locate([{ path: keys, isKey: true }])[0]?.line
    const name = keys.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    return `${name.join('')} (${basename(path)}${line === undefined ? '' : `:${line}`})`
  }
  return {
    path,
    values: await checkConfig(content, { path, folder: dirname(path), label }),
    label: (key) => label([key]),
  }
}

function findConfigFile(cwd: string): string | undefined {
  const found = configNames.filter((name) => existsSync(join(cwd, name)))
  if (found.length > 1) {
    throw new CodedError(
      'ERR_CONFIG_FILE',
      `${found.join(' and ')} are both in ${cwd}, and it is unclear which counts`,
      {
        fix: 'Remove one, or name one with --config.',
      },
    )
  }
  return found[0] === undefined ? undefined : join(cwd, found[0])
}

function readWhole(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (cause instanceof TypeError) {
      throw new CodedError('ERR_CONFIG_FILE', `the config file ${path} is not text in UTF-8`, {
        fix: 'Write it as JSON or YAML in UTF-8; see whether it is the file that was meant.',
        cause,
      })
    }
    if (code === 'ENOENT') {
      throw new CodedError('ERR_CONFIG_FILE', `there is no config file ${path}`, {
        fix: `Correct --config or ${configVariable}; a relative path starts from the working directory.`,
        cause,
      })
    }
    throw new CodedError('ERR_CONFIG_FILE', `the config file ${path} cannot be read (${code})`, { cause })
  }
}

function readJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const { message } = cause as Error
    const position = /at position (\d+)/.exec(message)?.[1]
    const line = position === undefined ? '' : `:${text.slice(0, Number(position)).split('\n').length}`
    throw new CodedError('ERR_CONFIG_FILE', `${path}${line} is not JSON: ${message}`, { cause })
  }
}

/** As a seed file is read; JSON is YAML as well. */
async function readYaml(path: string, text: string): Promise<Pick<SeedSource, 'content' | 'locate'>> {
  const { readYamlText } = await import('../../mock-server/seed/yaml-text.js')
  const read = readYamlText(text)
  if (!('issues' in read)) return read
  const { message, position } = read.issues[0] as Issue
  throw new CodedError(
    'ERR_CONFIG_FILE',
    `${path}:${position?.line} is not YAML: ${message.replace(/^this is not YAML: /, '')}`,
  )
}
