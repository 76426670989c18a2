import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { preparedFolder, type RunningCommand, startJson } from './command-line.js'

/** Waits until its stderr has said this so many times. */
async function untilSaid({ child, stderr }: RunningCommand, text: string, times: number): Promise<void> {
  while (stderr().split(text).length <= times) {
    await new Promise((resolve) => child.stderr?.once('data', resolve))
  }
}

test('--watch resets the mock when the seed file changes; a broken one is told, and the old world stays', async () => {
  const cwd = await preparedFolder()
  const file = join(cwd, 'world.yaml')
  const world = (userKey: number) => `miniApps: { my-mini-app: { users: [{ userKey: ${userKey} }] } }\n`
  writeFileSync(file, world(1))
  const mock = await startJson({ cwd }, ['--seed-file', 'world.yaml', '--watch'])
  const userKeys = async () => {
    const answer = await fetch(`${mock.info.controlUrl}/mini-apps/my-mini-app/users`)
    return ((await answer.json()) as { users: { userKey: number }[] }).users.map(({ userKey }) => userKey)
  }
  expect(await userKeys()).toEqual([1])
  writeFileSync(file, world(2))
  await untilSaid(mock, 'note: world.yaml has changed: the mock was reset', 1)
  expect(await userKeys()).toEqual([2])

  writeFileSync(file, 'miniApps: { my-mini-app: { usres: [] } }\n')
  await untilSaid(mock, 'note: world.yaml has changed, and is not used: the mock goes on as it was', 1)
  expect(mock.stderr()).toMatch(/error: world\.yaml: 1 problem, .*\n {2}world\.yaml:1:\d+ .*usres/)
  expect(await userKeys()).toEqual([2])

  // As many editors save: another file in its place.
  writeFileSync(join(cwd, 'new.yaml'), world(3))
  renameSync(join(cwd, 'new.yaml'), file)
  await untilSaid(mock, 'note: world.yaml has changed: the mock was reset', 2)
  expect(await userKeys()).toEqual([3])
  expect(mock.stdout().trimEnd().split('\n')).toHaveLength(1)
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
})
