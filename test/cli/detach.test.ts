import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stop } from '../../cli/commands/stop.js'
import { hasEnded } from '../../cli/running-mock.js'
import type { GivenFlags } from '../../cli/settings/read-settings.js'
import { type ConnectionInfo, startMockServer } from '../../mock-server/index.js'
import { preparedFolder, run, workFolder } from './command-line.js'

test('a start in the background that fails says why, and ends with the same exit code', async () => {
  const cwd = await preparedFolder()
  const { code, stdout, stderr } = await run(['start', '--detach', '--port', '70000'], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: --port must be a whole number from 0 to 65535, not 70000\nfix: {3}/)
})

test('stop leaves every program alone that is not the mock which left word in the folder', async () => {
  const dir = await workFolder()
  const flags: GivenFlags = { values: new Map([['dir', dir]]) }
  const stopIt = () => stop(flags, { timeout: '5' })
  const leave = (word: object) => writeFileSync(join(dir, 'running.json'), JSON.stringify(word))
  await expect(stopIt()).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })

  let stops = 0
  const stopOrder = {
    secret: 'right',
    obey() {
      stops += 1
    },
  }
  await using mock = await startMockServer({ stopOrder })
  // Its process, and the port that is now another mock's.
  leave({ pid: process.ppid, info: { ...mock.info, pid: process.ppid }, stopSecret: 'right' })
  await expect(stopIt()).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  leave({ pid: process.pid, info: mock.info, stopSecret: 'wrong' })
  await expect(stopIt()).rejects.toMatchObject({ code: 'ERR_STOP', message: expect.stringContaining('HTTP 403') })
  leave({ pid: process.pid, info: mock.info })
  await expect(stopIt()).rejects.toMatchObject({ code: 'ERR_STOP', message: expect.stringContaining('no secret') })
  expect(stops).toBe(0)

  // Within a program there is nothing to be stopped.
  await using inProcess = await startMockServer()
  leave({ pid: process.pid, info: inProcess.info, stopSecret: 'right' })
  await expect(stopIt()).rejects.toMatchObject({ code: 'ERR_STOP', message: expect.stringContaining('HTTP 409') })
})

test('a mock has ended when neither file names it any more', async () => {
  const dir = await workFolder()
  const mock = {
    pid: process.pid,
    startedAt: '2026-12-01T00:00:00.000Z',
    info: { controlUrl: 'http://127.0.0.1:9' } as ConnectionInfo,
  }
  // The last moment of a mock: its own file is gone, the common one is not yet.
  writeFileSync(join(dir, 'running.json'), JSON.stringify(mock))
  expect(await hasEnded(dir, mock)).toBe(false)
  // Another one has been started since.
  writeFileSync(join(dir, 'running.json'), JSON.stringify({ ...mock, pid: process.pid + 1 }))
  expect(await hasEnded(dir, mock)).toBe(true)
})

test.each(['', 'soon', '-1', '100000'])('--timeout %j is refused', async (timeout) => {
  await expect(stop({ values: new Map() }, { timeout })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: `--timeout must be a number of seconds from 0 to 86400, not ${JSON.stringify(timeout)}`,
  })
})
