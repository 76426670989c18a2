import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startDetached } from './background.js'
import { begin, get, main, preparedFolder, run, startJson, untilRefused, workFolder } from './command-line.js'

const generateToken = '/api-partner/v1/apps-in-toss/user/oauth2/generate-token'

test('start --detach returns when the mock answers; status finds it, a second start is refused, stop ends it', async () => {
  const cwd = await preparedFolder()
  const dir = join(cwd, '.apps-in-toss-mock')
  const { info, stderr } = await startDetached({ cwd }, ['--auto-login'])
  expect(stderr).toMatch(/^warning: --auto-login is on: .*\n$/)
  expect((await get(info, '/nowhere')).status).toBe(404)

  const status = await run(['status', '--json'], { cwd })
  expect(status).toMatchObject({ code: 0, stderr: '' })
  const { decryptionKey, aad, pkcs12Password, ...shown } = info
  const log = join(dir, 'mock.log')
  expect(JSON.parse(status.stdout)).toEqual({ running: true, dir, startedAt: expect.any(String), ...shown, log })

  const second = await run(['start', '--detach', '--port', '0', '--control-port', '0'], { cwd })
  expect(second).toMatchObject({ code: 1, stdout: '' })
  expect(second.stderr).toContain(`already: ${info.baseUrl}, process ${info.pid}`)

  const stopped = await run(['stop', '--json'], { cwd })
  expect(stopped).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(stopped.stdout)).toEqual({ stopped: true, pid: info.pid, baseUrl: info.baseUrl })
  expect(existsSync(join(dir, 'running.json'))).toBe(false)
  await expect(fetch(info.controlUrl)).rejects.toThrow('fetch failed')
  // What it was asked for after the start has returned stands in its log.
  expect(readFileSync(log, 'utf8')).toMatch(
    /^\S+ apps-in-toss-mock is started in the background, .*\nwarning: .*\n.*nowhere/,
  )
  expect(statSync(log).mode & 0o777).toBe(0o600)
})

test('wait returns when a mock that somebody else starts answers, and ends with 1 when none does', async () => {
  const cwd = await preparedFolder()
  const waiting = run(['wait', '--timeout', '20', '--json'], { cwd })
  const { info } = await startJson({ cwd })
  const { code, stdout } = await waiting
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ running: true, baseUrl: info.baseUrl })
  const none = await run(['wait', '--timeout', '0.2', '--dir', 'nowhere'], { cwd })
  expect(none).toMatchObject({ code: 1, stdout: '' })
  expect(none.stderr).toContain(`no mock is running on the certificates in ${join(cwd, 'nowhere')} after 0.2 seconds`)
})

test('without --json a person reads the banner, with how to stop it; the log goes on behind the one before', async () => {
  const cwd = await preparedFolder('plain')
  for (const times of [1, 2]) {
    const started = await run(['--detach', '--port', '0', '--control-port', '0'], { cwd })
    expect(started).toMatchObject({ code: 0, stderr: '' })
    expect(started.stdout).toContain(`stop --dir '${join(cwd, '.apps-in-toss-mock')}'`)
    expect(started.stdout).not.toContain('Ctrl-C stops it')
    const log = join(cwd, '.apps-in-toss-mock', 'mock.log')
    expect(started.stdout).toContain(log)
    const stopped = await run(['stop'], { cwd })
    expect(stopped).toMatchObject({ code: 0, stdout: expect.stringMatching(/^stopped https:.*, process \d+\n$/) })
    expect(readFileSync(log, 'utf8').match(/started in the background/g)).toHaveLength(times)
  }
  const status = await run(['status'], { cwd })
  expect(status).toMatchObject({ code: 1, stderr: '', stdout: expect.stringMatching(/^no mock is running on /) })
})

test('stop lets the request in flight have its answer', async () => {
  const cwd = await preparedFolder()
  const { info } = await startDetached({ cwd })
  const request = await begin(info, generateToken)
  const stopping = run(['stop'], { cwd })
  await untilRefused(info.controlUrl)
  request.send('{"authorizationCode":"none","referrer":"DEFAULT"}')
  expect((await request.answer()).status).toBe(200)
  expect(await stopping).toMatchObject({ code: 0 })
})

test('a mock.log of something else is left as it is, and nothing is started', async () => {
  const cwd = await preparedFolder()
  const log = join(cwd, '.apps-in-toss-mock', 'mock.log')
  writeFileSync(log, 'theirs\n')
  const { code, stderr } = await run(['start', '--detach', '--port', '0', '--control-port', '0'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: .*mock\.log was not written by apps-in-toss-mock, and is left as it is\n/)
  expect(readFileSync(log, 'utf8')).toBe('theirs\n')
})

/** The processes that were started with this word among their arguments. */
function processesWith(word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
          .split('\0')
          .includes(word)
      } catch {
        return false
      }
    })
    .map(Number)
}

test.runIf(process.platform === 'linux').each(['SIGINT', 'SIGKILL'] as const)(
  'who waits for a start in the background and is ended by %s leaves no mock behind',
  async (signal) => {
    // Keys are made: the signal comes before the mock answers.
    const cwd = await workFolder()
    const seed = `seed of ${cwd}`
    const waiting = spawn(
      process.execPath,
      [main, 'start', '--detach', '--port', '0', '--control-port', '0', '--seed', seed],
      { cwd, stdio: 'ignore' },
    )
    onTestFinished(() => {
      for (const pid of processesWith(seed)) process.kill(pid, 'SIGKILL')
    })
    const ended = once(waiting, 'exit')
    while (processesWith(seed).length < 2) await delay(5)
    waiting.kill(signal)
    expect(await ended).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [130, null])
    while (processesWith(seed).length > 0) await delay(20)
    expect(existsSync(join(cwd, '.apps-in-toss-mock', 'running.json'))).toBe(false)
  },
)
