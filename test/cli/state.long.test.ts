import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { preparedFolder, run, startJson, startUntil } from './command-line.js'

const createUser = async (controlUrl: string) =>
  (await fetch(`${controlUrl}/mini-apps/my-mini-app/users`, { method: 'POST', body: '{}', headers })).json()
const users = async (controlUrl: string) => (await fetch(`${controlUrl}/mini-apps/my-mini-app/users`)).json()
const headers = { 'content-type': 'application/json' }

test('--state keeps the world over kill -9, with flag, variable or config file, and tells who holds the file', async () => {
  const cwd = await preparedFolder()
  const first = await startJson({ cwd }, ['--state', 'world.state'])
  await createUser(first.info.controlUrl)
  const before = await users(first.info.controlUrl)

  const env = { APPS_IN_TOSS_MOCK_STATE: 'world.state' }
  const refused = await run(['start', '--json', '--port', '0', '--control-port', '0'], { cwd, env })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain(`state file ${join(cwd, 'world.state')} is in use by process ${first.info.pid}`)
  expect(refused.stderr).toContain('docs/errors/ERR_STATE_LOCKED.md')

  first.signal('SIGKILL')
  expect(await first.ended()).toBe('SIGKILL')
  writeFileSync(join(cwd, 'apps-in-toss-mock.config.json'), '{ "stateFile": "world.state" }')
  const { command, line } = await startUntil(['start', '--port', '0', '--control-port', '0'], { cwd }, (stdout) =>
    stdout.includes('Ctrl-C') ? stdout : undefined,
  )
  expect(line).toMatch(/State +.*world\.state/)
  const [controlUrl] = /(?<=Control +)http:\S+/.exec(line) as unknown as [string]
  expect(await users(controlUrl)).toEqual(before)
  command.signal('SIGTERM')
  expect(await command.ended()).toBe(0)
})

test('a file of something else is refused with 2, and not a byte of it changes', async () => {
  const cwd = await preparedFolder()
  writeFileSync(join(cwd, 'notes.txt'), 'my notes')
  const { code, stdout, stderr } = await run(['start', '--state', 'notes.txt'], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('notes.txt is not a state file of this mock')
  expect(readFileSync(join(cwd, 'notes.txt'), 'utf8')).toBe('my notes')
})
