import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from '../../cli/settings/read-settings.js'
import { startMockServer } from '../../mock-server/index.js'
import { workFolder } from './command-line.js'

/** Reads the settings with one config file of this name and content. */
async function withFile(name: string, content: string) {
  const cwd = await workFolder()
  writeFileSync(join(cwd, name), content)
  return readSettings({ values: new Map(), config: name }, {}, cwd)
}

test.each(['json', 'yaml', 'yml'])('apps-in-toss-mock.config.%s in the working directory is read', async (ending) => {
  const cwd = await workFolder()
  writeFileSync(join(cwd, `apps-in-toss-mock.config.${ending}`), '{ "port": 1234, "hostNames": ["a.localhost"] }')
  const { options } = await readSettings({ values: new Map() }, {}, cwd)
  expect(options).toMatchObject({ port: 1234, hostNames: ['a.localhost'] })
})

test('YAML may be written as YAML', async () => {
  const { options } = await withFile(
    'my.yaml',
    'appName: shop # a comment\nautoLogin: true\nvariants:\n  login.invalidGrant: oauth-error\n',
  )
  expect(options).toMatchObject({ appName: 'shop', autoLogin: true, variants: { 'login.invalidGrant': 'oauth-error' } })
})

test('an empty file sets nothing', async () => {
  expect((await withFile('empty.yaml', '# nothing\n')).options.port).toBe(8443)
})

test('relative paths start from the folder of the file', async () => {
  const cwd = await workFolder()
  mkdirSync(join(cwd, 'config'))
  writeFileSync(join(cwd, 'config', 'mock.json'), '{ "dir": "certificates", "envFile": "../.env.mock" }')
  const environment = { APPS_IN_TOSS_MOCK_CONFIG: 'config/mock.json' }
  const { options, envFile } = await readSettings({ values: new Map() }, environment, cwd)
  expect(options.dir).toBe(join(cwd, 'config', 'certificates'))
  expect(envFile).toBe(join(cwd, '.env.mock'))
})

const wrong = [
  [
    'an unknown key',
    'c.yaml',
    'port: 1\nprot: 2\n',
    /^prot \(c\.yaml:2\) is not a setting$/,
    /Settings: port, controlPort/,
  ],
  [
    'a key as the flag is written',
    'c.yaml',
    'control-port: 2\n',
    /^control-port \(c\.yaml:1\)/,
    /^Write controlPort\.$/,
  ],
  ['a key in another case', 'c.json', '{\n"Port": 2\n}', /^Port \(c\.json:2\) is not/, /^Write port\.$/],
  [
    'a number in quotes',
    'c.yaml',
    '\nport: "8443"\n',
    /^port \(c\.yaml:2\) must be a whole number, not the text "8443"$/,
    /without quotes/,
  ],
  [
    'a fraction',
    'c.json',
    '{"port": 1.5}',
    /^port \(c\.json:1\) must be a whole number, not 1\.5$/,
    /whole|without quotes/,
  ],
  [
    'a switch in words',
    'c.json',
    '{\n\n"autoLogin": "yes"}',
    /^autoLogin \(c\.json:3\) must be true or false/,
    /true or false/,
  ],
  ['a number for text', 'c.yaml', 'seed: 42\n', /^seed \(c\.yaml:1\) must be text, not 42$/, /in quotes/],
  ['null', 'c.yaml', 'seed:\n', /^seed \(c\.yaml:1\) must be text, not null$/, /in quotes/],
  ['a text for a list', 'c.yaml', 'hostNames: a\n', /^hostNames \(c\.yaml:1\) must be a list/, /list of texts/],
  [
    'a number in a list',
    'c.yaml',
    'hostNames:\n  - a\n  - 7\n',
    /^hostNames\[1\] \(c\.yaml:3\) must be text, not 7$/,
    /list/,
  ],
  ['a list for variants', 'c.yaml', 'variants: [a]\n', /^variants \(c\.yaml:1\) must be a map/, /oauth-error/],
  [
    'a number for an option',
    'c.yaml',
    'variants:\n  a: x\n  b: 1\n',
    /^variants\.b \(c\.yaml:3\) must be the name/,
    /oauth-error/,
  ],
  ['a path that is no text', 'c.json', '{"dir": 1}', /^dir \(c\.json:1\) must be a path, not 1$/, /in quotes/],
] as const

test.each(wrong)('%s is refused with key, line, rule and fix', async (_what, name, content, message, fix) => {
  await expect(withFile(name, content)).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringMatching(message),
    fix: expect.stringMatching(fix),
  })
})

const unreadable = [
  ['broken JSON', 'c.json', '{\n "port": 1,\n}', /c\.json:3 is not JSON: /],
  ['broken YAML', 'c.yaml', 'port: 1\nhost: a: b\n', /c\.yaml:2 is not YAML: /],
  ['a list', 'c.json', '[1]', /c\.json must hold keys and values, not a list/],
  ['text', 'c.yaml', 'port\n', /c\.yaml must hold keys and values, not the text "port"/],
  ['a key twice', 'c.yaml', 'port: 1\nport: 2\n', /c\.yaml:2 is not YAML: /],
] as const

test.each(unreadable)('%s is refused as a config file', async (_what, name, content, message) => {
  await expect(withFile(name, content)).rejects.toMatchObject({
    code: 'ERR_CONFIG_FILE',
    message: expect.stringMatching(message),
  })
})

test('a file that was named has to be there', async () => {
  const cwd = await workFolder()
  await expect(readSettings({ values: new Map(), config: 'nowhere.json' }, {}, cwd)).rejects.toMatchObject({
    code: 'ERR_CONFIG_FILE',
    message: `there is no config file ${join(cwd, 'nowhere.json')}`,
  })
})

test('two config files in the working directory are one too many', async () => {
  const cwd = await workFolder()
  for (const ending of ['json', 'yaml']) writeFileSync(join(cwd, `apps-in-toss-mock.config.${ending}`), '{}')
  await expect(readSettings({ values: new Map() }, {}, cwd)).rejects.toMatchObject({
    code: 'ERR_CONFIG_FILE',
    message: expect.stringMatching(/config\.json and apps-in-toss-mock\.config\.yaml are both in/),
  })
})

test.each([
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0xff, 0xfe])],
  ['UTF-16', Buffer.from('\uFEFF{ "port": 1 }', 'utf16le')],
])('a config file that is %s is named as no text, and none of it is shown', async (_what, content) => {
  for (const name of ['c.json', 'c.yaml']) {
    const cwd = await workFolder()
    writeFileSync(join(cwd, name), content)
    await expect(readSettings({ values: new Map(), config: name }, {}, cwd)).rejects.toMatchObject({
      code: 'ERR_CONFIG_FILE',
      message: `the config file ${join(cwd, name)} is not text in UTF-8`,
      fix: expect.stringContaining('UTF-8'),
    })
  }
})

test('several wrong keys are told at once, each with its line and what to write', async () => {
  await expect(withFile('c.yaml', 'prot: 1\ncontrol-port: 2\nautoLogin: ja\nport: 3\n')).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message:
      '3 settings are wrong:\n  prot (c.yaml:1) is not a setting\n  control-port (c.yaml:2) is not a setting\n  ' +
      'autoLogin (c.yaml:3) must be true or false, not the text "ja"',
    fix: expect.stringMatching(/Write controlPort\. Write true or false, without quotes\.$/),
  })
})

test('and so are several values that are out of range, each with its line', async () => {
  const settings = await withFile('c.yaml', 'port: 99999\nlogLevel: loud\njournalSize: -1\n')
  const error = await startMockServer(settings.options).catch((reason: unknown) => reason)
  expect(await settings.named(error)).toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringMatching(
      /^3 settings are wrong:\n {2}port \(c\.yaml:1\) must be .*\n {2}logLevel \(c\.yaml:2\) must be .*\n {2}journalSize \(c\.yaml:3\) must be a whole number from 0 to 1000000, not -1$/,
    ),
  })
})
