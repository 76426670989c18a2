import { CodedError, isCodedError } from '../../errors/index.js'
import { together } from '../../errors/together.js'
import type { MockServerOptions } from '../../mock-server/start/options.js'
import { type ConfigFile, readConfigFile } from './config-file.js'
import { type Environment, readEnvironment } from './environment.js'
import { languageOfLocale } from './locale.js'
import { configVariable, type SettingKey, settings, statePasswordVariable, variableOf } from './settings.js'
import { readPath, type SettingValue } from './text-value.js'

/** What the flags said, by key; what no flag said is absent. */
export interface GivenFlags {
  readonly values: ReadonlyMap<SettingKey, SettingValue>
  /** `--config`, as written. */
  readonly config?: string | undefined
}

/** What was said of the Toss app, and of a page that is served with it around. */
export interface PhoneSettings {
  readonly answers?: readonly string[]
  readonly tossUser?: number
  readonly tossEnv?: string
  readonly tossOs?: string
  readonly tossVersion?: string
  readonly tossStrict?: boolean
  readonly phone?: string
  readonly phonePort: number
  readonly phoneHost: string
  readonly phoneAllowHosts: readonly string[]
}

/** The options of the mock and of the command, every source considered. */
export interface Settings extends PhoneSettings {
  readonly options: MockServerOptions & { readonly dir: string }
  readonly json: boolean
  /** Whether the names of the real API are led here by the hosts file. */
  readonly hosts: boolean
  /** Whether the seed file is read anew when it changes. */
  readonly watch: boolean
  /** Absolute. */
  readonly envFile?: string
  /** An error about an option of `startMockServer` as one about the flag, variable or config key it came from. */
  named(error: unknown): Promise<unknown>
}

function passwordIn(environment: Environment): { statePassword?: string } {
  const statePassword = environment[statePasswordVariable]
  return statePassword === undefined || statePassword === '' ? {} : { statePassword }
}

type Source = 'flag' | 'environment' | 'config file'

/**
 * Flags, then environment, then config file, then defaults: the first that says anything about a setting has all of it.
 *
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`
 */
export async function readSettings(flags: GivenFlags, environment: Environment, cwd: string): Promise<Settings> {
  const config = await readConfigFile(cwd, configPath(flags, environment, cwd))
  const sources: readonly (readonly [Source, ReadonlyMap<SettingKey, SettingValue>])[] = [
    ['flag', flags.values],
    ['environment', readEnvironment(environment, cwd)],
    ['config file', config?.values ?? new Map()],
  ]
  const values: Partial<Record<SettingKey, SettingValue>> = {}
  const origins = new Map<SettingKey, Source>()
  for (const { key } of settings) {
    const [source, given] = sources.find(([, each]) => each.has(key)) ?? []
    if (source === undefined || given === undefined) continue
    values[key] = given.get(key) as SettingValue
    origins.set(key, source)
  }
  const { json, envFile, hosts, watch, ...rest } = values
  const [phone, options] = parted(rest)
  return {
    options: {
      ...defaults(cwd),
      ...(languageOfLocale(environment) === 'ko' && { lang: 'ko' as const }),
      ...(hosts === true && { port: 443 }),
      ...options,
      ...passwordIn(environment),
    },
    json: json === true,
    hosts: hosts === true,
    watch: watch === true,
    phonePort: 8445,
    phoneHost: '127.0.0.1',
    phoneAllowHosts: [],
    ...phone,
    ...(typeof envFile === 'string' && { envFile }),
    named: (error) => nameOrigin(error, origins, config),
  }
}

/** The settings of the phone, and the options of the mock. */
function parted(values: Partial<Record<SettingKey, SettingValue>>): [Partial<PhoneSettings>, MockServerOptions] {
  const ofPhone = (key: string) => settings.some((setting) => setting.key === key && setting.group === 'Toss app')
  const entries = Object.entries(values)
  return [
    Object.fromEntries(entries.filter(([key]) => ofPhone(key))),
    Object.fromEntries(entries.filter(([key]) => !ofPhone(key))),
  ]
}

/** Where the command line differs from `startMockServer`, which is made for tests: fixed ports, files, a log, limits. */
function defaults(cwd: string) {
  const dir = readPath('.apps-in-toss-mock', '--dir', cwd)
  return { port: 8443, controlPort: 8444, dir, logLevel: 'warn', rateLimits: true } as const
}

/** Where `--config` or its variable says that the config file is; undefined where they do not. */
export function configPath({ config }: GivenFlags, environment: Environment, cwd: string): string | undefined {
  if (config !== undefined) return readPath(config, '--config', cwd)
  const variable = environment[configVariable]
  return variable === undefined || variable === '' ? undefined : readPath(variable, configVariable, cwd)
}

async function nameOrigin(
  error: unknown,
  origins: ReadonlyMap<SettingKey, Source>,
  config: ConfigFile | undefined,
): Promise<unknown> {
  if (!isCodedError(error, 'ERR_INVALID_OPTION')) return error
  if (error.cause instanceof AggregateError) {
    const each = error.cause.errors.map((one: unknown) => nameOrigin(one, origins, config))
    return together((await Promise.all(each)) as CodedError[])
  }
  const [name = ''] = /^\w+/.exec(error.message) ?? []
  const setting = settings.find(({ key }) => key === name)
  if (setting === undefined) return error
  const source = origins.get(setting.key)
  const label =
    source === 'config file'
      ? await config?.label(setting.key)
      : source === 'environment'
        ? variableOf(setting)
        : `--${setting.flag}`
  const message = `${label}${error.message.slice(name.length)}`
  return new CodedError('ERR_INVALID_OPTION', message, { fix: error.fix, cause: error })
}
