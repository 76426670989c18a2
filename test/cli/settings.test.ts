import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languageAsked, languageBehindCommand } from '../../cli/asked-language.js'
import { givenFlags } from '../../cli/flags.js'
import { unknownVariables } from '../../cli/settings/environment.js'
import { type GivenFlags, readSettings } from '../../cli/settings/read-settings.js'
import { type Setting, type SettingKey, settings, variableOf } from '../../cli/settings/settings.js'
import { CodedError } from '../../errors/index.js'
import { resolveOptions } from '../../mock-server/start/options.js'
import { firstSettings } from '../../mock-server/toss-side/app/settings.js'
import { workFolder } from './command-line.js'

const noFlags: GivenFlags = { values: new Map() }
const all: readonly Setting[] = settings

/** Three values of a setting, one for each source: as a flag and a variable are written, and as they are read. */
function samples(setting: Setting, cwd: string): [text: string, value: unknown][] {
  switch (setting.kind) {
    case 'number':
      return [1001, 1002, 1003].map((number) => [String(number), number])
    case 'switch':
      return setting.fallback === 'on'
        ? (
            [
              ['false', false],
              ['true', true],
              ['false', false],
            ] as const
          ).map(([text, value]) => [text, value])
        : (
            [
              ['true', true],
              ['false', false],
              ['true', true],
            ] as const
          ).map(([text, value]) => [text, value])
    case 'path':
      return ['one', 'two', 'three'].map((name) => [name, join(cwd, name)])
    case 'list':
      return ['a', 'b', 'c'].map((name) => [name, [name]])
    case 'choices':
      return ['a', 'b', 'c'].map((name) => [`login.invalidGrant=${name}`, { 'login.invalidGrant': name }])
    case 'text':
      return ['one', 'two', 'three'].map((text) => [text, text])
  }
}

async function effective(key: SettingKey, ...sources: Parameters<typeof readSettings>): Promise<unknown> {
  const { options, ...rest } = await readSettings(...sources)
  return { ...options, ...rest }[key as never]
}

test.each(all.map((setting) => [setting.key, setting] as const))(
  '%s: a flag counts before the environment, the environment before the config file, the file before the default',
  async (key, setting) => {
    const cwd = await workFolder()
    const [[flagText, flag], [variableText, variable], [, file]] = samples(setting, cwd) as [
      [string, unknown],
      [string, unknown],
      [string, unknown],
    ]
    const flags = givenFlags(parsedFlag(setting, flagText), cwd)
    const environment = { [variableOf(setting)]: variableText }
    const name = key as SettingKey
    const byDefault = await effective(name, noFlags, {}, cwd)
    writeFileSync(join(cwd, 'apps-in-toss-mock.config.json'), JSON.stringify({ [key]: file }))

    expect(await effective(name, flags, environment, cwd)).toEqual(flag)
    expect(await effective(name, noFlags, environment, cwd)).toEqual(variable)
    expect(await effective(name, noFlags, {}, cwd)).toEqual(file)
    expect(byDefault).not.toEqual(file)
  },
)

/** What commander makes of the flag. */
function parsedFlag({ flag, kind }: Setting, text: string): Record<string, unknown> {
  const attribute = flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return { [attribute]: kind === 'switch' ? text === 'true' : kind === 'list' || kind === 'choices' ? [text] : text }
}

test('the defaults are those that the documentation names', async () => {
  const cwd = await workFolder()
  const { options, ...others } = await readSettings(noFlags, {}, cwd)
  const { environment: tossEnv, os: tossOs, appVersion: tossVersion, strict: tossStrict } = firstSettings
  const tossApp = { answers: 'ask', tossUser: 'the first user', tossEnv, tossOs, tossVersion, tossStrict }
  const resolved = { ...resolveOptions(options), ...tossApp, ...others } as Record<string, unknown>
  const shown: Record<string, string> = { true: 'on', false: 'off' }
  for (const { key, fallback } of all) {
    const value = resolved[key]
    if (key === 'decryptionKey') expect(value).toBe(resolveOptions({}).decryptionKey)
    else if (key === 'dir') expect(value).toBe(join(cwd, '.apps-in-toss-mock'))
    else if (key === 'proxyPort') expect(value).toBe(false)
    else if (key === 'lang') expect(value).toBe('en')
    else if (fallback !== undefined) expect(shown[String(value)] ?? String(value), key).toBe(fallback)
    else expect(value ?? [], key).toEqual(key === 'variants' ? {} : [])
  }
})

test('the language is that of the locale, unless a flag, a variable or the config file says otherwise', async () => {
  const cwd = await workFolder()
  const languageOf = async (environment: Record<string, string>, flags = noFlags) =>
    resolveOptions((await readSettings(flags, environment, cwd)).options).lang
  expect(await languageOf({ LANG: 'ko_KR.UTF-8' })).toBe('ko')
  expect(await languageOf({ LANG: 'ko_KR.UTF-8', LC_MESSAGES: 'en_US.UTF-8' })).toBe('en')
  expect(await languageOf({ LANG: 'C', LC_ALL: 'ko' })).toBe('ko')
  expect(await languageOf({ LANG: 'kok_IN' })).toBe('en')
  expect(await languageOf({ LANG: 'ko_KR.UTF-8', APPS_IN_TOSS_MOCK_LANG: 'en' })).toBe('en')
  expect(await languageOf({ LANG: 'ko_KR.UTF-8' }, { values: new Map([['lang', 'en']]) })).toBe('en')
  expect(await languageAsked(['--help'], { LANG: 'ko_KR.UTF-8' }, cwd)).toBe('ko')
  expect(await languageAsked(['doctor', '--lang=en'], { LANG: 'ko_KR.UTF-8' }, cwd)).toBe('en')
  expect(await languageAsked(['run', '--', 'x', '--lang', 'ko'], {}, cwd)).toBe('en')
  const nowhere = { LANG: 'ko_KR.UTF-8', APPS_IN_TOSS_MOCK_CONFIG: ' ' }
  expect(await languageAsked(['--help'], nowhere, cwd)).toBe('ko')
  writeFileSync(join(cwd, 'apps-in-toss-mock.config.json'), '{"lang":"ko"}')
  expect(await languageAsked(['--help'], {}, cwd)).toBe('ko')
  expect(await languageAsked(['--help', '--lang', 'en'], {}, cwd)).toBe('en')
})

test.each([
  ['--lang ko status --json', 'status --json --lang ko'],
  ['--lang=ko toss login', 'toss login --lang=ko'],
  ['--lang ko run --strict -- x', 'run --lang ko --strict -- x'],
  ['--lang ko', '--lang ko'],
  ['--port 0 --lang ko', '--port 0 --lang ko'],
])('%s is the command %s', (typed, meant) => {
  expect(languageBehindCommand(typed.split(' ')).join(' ')).toBe(meant)
})

test('every option of startMockServer is a setting', () => {
  // Where there is a folder, as there always is here, keys are kept in it.
  const keys: readonly string[] = ['keyCache', ...settings.map(({ key }) => key)]
  expect(Object.keys(resolveOptions({ dir: '.' })).filter((option) => !keys.includes(option))).toEqual([])
})

test('switches in the environment are true or false in several spellings', async () => {
  const cwd = await workFolder()
  for (const [text, value] of [
    ['TRUE', true],
    ['1', true],
    ['yes', true],
    ['on', true],
    ['0', false],
    ['no', false],
  ]) {
    const environment = { APPS_IN_TOSS_MOCK_AUTO_LOGIN: String(text) }
    expect(await effective('autoLogin', noFlags, environment, cwd)).toBe(value)
  }
})

test('lists in the environment are separated by commas', async () => {
  const cwd = await workFolder()
  const environment = {
    APPS_IN_TOSS_MOCK_HOST_NAME: 'a.localhost, b.localhost',
    APPS_IN_TOSS_MOCK_VARIANT: 'login.invalidGrant=oauth-error,login.invalidToken=oauth-error',
  }
  const { options } = await readSettings(noFlags, environment, cwd)
  expect(options.hostNames).toEqual(['a.localhost', 'b.localhost'])
  expect(options.variants).toEqual({ 'login.invalidGrant': 'oauth-error', 'login.invalidToken': 'oauth-error' })
})

test('an empty variable, and the address that Kubernetes sets for a service of our name, count as not set', async () => {
  const cwd = await workFolder()
  const environment = { APPS_IN_TOSS_MOCK_PORT: 'tcp://10.0.0.11:8443', APPS_IN_TOSS_MOCK_AAD: '' }
  const { options } = await readSettings(noFlags, environment, cwd)
  expect(options.port).toBe(8443)
  expect(options.aad).toBeUndefined()
})

test('variables that look like settings and are none are noticed', () => {
  const environment = {
    APPS_IN_TOSS_MOCK_PROT: '1',
    APPS_IN_TOSS_MOCK_PORT: '1',
    APPS_IN_TOSS_MOCK_CONFIG: 'x',
    APPS_IN_TOSS_MOCK_SERVICE_HOST: '10.0.0.11',
    APPS_IN_TOSS_MOCK_PORT_8443_TCP_ADDR: '10.0.0.11',
    APPS_IN_TOSS_BASE_URL: 'x',
  }
  expect(unknownVariables(environment)).toEqual(['APPS_IN_TOSS_MOCK_PROT'])
})

test('a value that does not follow its rule is refused by the name it was given under', async () => {
  const cwd = await workFolder()
  const refusal = async (environment: Record<string, string>) => readSettings(noFlags, environment, cwd)
  expect(() => givenFlags({ port: 'many' }, cwd)).toThrow('--port must be a whole number, not "many"')
  expect(() => givenFlags({ port: '1e3' }, cwd)).toThrow('--port must be a whole number, not "1e3"')
  expect(() => givenFlags({ variant: ['x'] }, cwd)).toThrow('--variant must look like id=option, not "x"')
  expect(() => givenFlags({ dir: ' ' }, cwd)).toThrow('--dir must not be empty')
  expect(() => givenFlags({ state: 'postgres://me:hush@db/x' }, cwd)).toThrow(/^--state must be a path, and is a URL$/)
  expect(() => givenFlags({ seedFile: 'https://example.com/x.yaml' }, cwd)).toThrow('--seed-file must be a path')
  expect(() => givenFlags({ writeEnv: '' }, cwd)).toThrow('--write-env must not be empty')
  await expect(refusal({ APPS_IN_TOSS_MOCK_JOURNAL_SIZE: 'x' })).rejects.toThrow(
    'APPS_IN_TOSS_MOCK_JOURNAL_SIZE must be a whole number, not "x"',
  )
  await expect(refusal({ APPS_IN_TOSS_MOCK_REDACT: 'maybe' })).rejects.toThrow(
    'APPS_IN_TOSS_MOCK_REDACT must be true or false, not "maybe"',
  )
})

test('an error about an option of startMockServer names flag, variable, or key with file and line', async () => {
  const cwd = await workFolder()
  const error = new CodedError('ERR_INVALID_OPTION', 'journalSize must be a whole number from 0 to 1000000, not -1')
  const named = async (...[flags, environment]: [GivenFlags, Record<string, string>]) =>
    ((await (await readSettings(flags, environment, cwd)).named(error)) as Error).message

  expect(await named(givenFlags({ journalSize: '-1' }, cwd), {})).toMatch(/^--journal-size must be/)
  expect(await named(noFlags, { APPS_IN_TOSS_MOCK_JOURNAL_SIZE: '-1' })).toMatch(
    /^APPS_IN_TOSS_MOCK_JOURNAL_SIZE must be/,
  )
  writeFileSync(join(cwd, 'apps-in-toss-mock.config.yml'), '# mine\nport: 1\njournalSize: -1\n')
  expect(await named(noFlags, {})).toMatch(/^journalSize \(apps-in-toss-mock\.config\.yml:3\) must be/)
})
