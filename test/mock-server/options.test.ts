import { expect, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'

const inTheClear =
  'stateKeys is given, and stateFile is no rediss:// and no redis:// on this machine: a private key would go over the network in the clear'

test.each([
  [{ autologin: true }, 'autologin is not an option', /Options: .*autoLogin/],
  [{ autoLogin: 'yes' }, 'autoLogin must be true or false, not "yes"', undefined],
  [{ stateSync: true }, 'stateSync is given without stateFile', /--state/],
  [{ stateKeys: true }, inTheClear, /rediss/],
  [{ stateKeys: true, stateFile: 'world.state' }, inTheClear, /rediss/],
  [{ stateKeys: true, stateFile: 'redis://10.0.0.1' }, inTheClear, /rediss/],
  [{ stateKeys: true, stateFile: 'redis://127.evil.example' }, inTheClear, /rediss/],
  [
    { stateFile: 'postgres://me:hush@db/x' },
    'stateFile must be a path or the URL of a Redis, and is another URL',
    undefined,
  ],
  [
    { stateFile: 'redis://me:50%off@127.0.0.1' },
    'stateFile (--state) has a % in its user or password that encodes nothing',
    /%25/,
  ],
  [{ callbackAllowHosts: 'a.example' }, 'callbackAllowHosts must be a list of texts, not "a.example"', undefined],
  [
    { callbackAllowHosts: ['https://a.example'] },
    'callbackAllowHosts must be names of hosts, without scheme, port and path, not "https://a.example"',
    undefined,
  ],
  [
    { controlAllowHosts: ['toss:8444'] },
    'controlAllowHosts must be names of hosts, without scheme, port and path, not "toss:8444"',
    undefined,
  ],
  [{ redact: 0 }, 'redact must be true or false, not 0', undefined],
  [{ seed: 5 }, 'seed must be text, not 5', undefined],
  [{ dir: 5 }, 'dir must be text, not 5', undefined],
  [{ journalSize: 1.5 }, 'journalSize must be a whole number from 0 to 1000000, not 1.5', undefined],
])('an option of %j is refused with its name and rule', async (options, message, fix) => {
  const refused = { code: 'ERR_INVALID_OPTION', message, ...(fix && { fix: expect.stringMatching(fix) }) }
  await expect(startMockServer(options as object)).rejects.toMatchObject(refused)
})

test('an option that is undefined is one that is not given', async () => {
  await using mock = await startMockServer({ controlPort: false, autoLogin: undefined, dir: undefined } as object)
  expect(mock.info.appName).toBe('my-mini-app')
})
