import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { environmentOf } from '../../cli/environment-of-mock.js'
import { findRunning } from '../../cli/running-mock.js'
import { findMock } from '../../redirect/mock-address.js'
import { hasTool } from '../tools.js'
import { preparedFolder, run, startJson } from './command-line.js'

const execute = promisify(execFile)

test.runIf(hasTool('sh'))('env prints lines that point a shell at the running mock', async () => {
  const cwd = await preparedFolder()
  const { info } = await startJson({ cwd })
  const { code, stdout, stderr } = await run(['env'], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const expected = environmentOf(info)
  expect(expected.map(([name]) => name)).toEqual([
    'APPS_IN_TOSS_BASE_URL',
    'APPS_IN_TOSS_PAY_BASE_URL',
    'APPS_IN_TOSS_CONTROL_URL',
    'APPS_IN_TOSS_CERT',
    'APPS_IN_TOSS_KEY',
    'APPS_IN_TOSS_CA',
    'APPS_IN_TOSS_PKCS12',
    'APPS_IN_TOSS_PKCS12_PASSWORD',
    'APPS_IN_TOSS_DECRYPTION_KEY',
    'APPS_IN_TOSS_AAD',
    'NODE_EXTRA_CA_CERTS',
  ])
  const script = `eval "$1"; ${expected.map(([name]) => `printf '%s\\n' "$${name}"`).join('; ')}`
  const evaluated = await execute('sh', ['-c', script, 'sh', stdout], { env: { PATH: process.env.PATH } })
  expect(evaluated.stdout.trimEnd().split('\n')).toEqual(expected.map(([, value]) => value))
})

test('of two mocks on one folder the first is found again when the second has ended, in whatever way', async () => {
  const cwd = await preparedFolder()
  const dir = join(cwd, '.apps-in-toss-mock')
  const first = await startJson({ cwd })
  const found = async () => {
    const search = await findRunning(dir)
    return { cli: search.state === 'running' && search.mock.pid, redirect: findMock({}, cwd)('api').port }
  }
  const ofFirst = { cli: first.child.pid, redirect: Number(new URL(first.info.baseUrl).port) }
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const later = await startJson({ cwd })
    expect(await found()).toEqual({ cli: later.child.pid, redirect: Number(new URL(later.info.baseUrl).port) })
    later.signal(signal)
    await later.ended()
    expect(await found()).toEqual(ofFirst)
  }
  first.signal('SIGTERM')
  await first.ended()
  expect(await findRunning(dir)).toMatchObject({ state: 'stale' })
})

test('a running.json of something else is left as it is', async () => {
  const cwd = await preparedFolder()
  const file = join(cwd, '.apps-in-toss-mock', 'running.json')
  writeFileSync(file, 'theirs')
  const { stderr, signal, ended } = await startJson({ cwd })
  signal('SIGTERM')
  expect(await ended()).toBe(0)
  expect(stderr()).toMatch(
    /^note: .*running\.json was not written by apps-in-toss-mock, and is left as it is: env, doctor and stop/m,
  )
  expect(readFileSync(file, 'utf8')).toBe('theirs')
})
