import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { preparedFolder, run, startJson, workFolder } from './command-line.js'

const seedFile = fileURLToPath(new URL('../../examples/world.yaml', import.meta.url))

test('a mock that is started with a seed file is exported, and started again from the export', async () => {
  const cwd = await preparedFolder()
  const first = await startJson({ cwd }, ['--seed-file', seedFile])
  await control(first.info.controlUrl, 'POST', '/clock/freeze')
  for (const name of ['world.json', 'world.yaml']) {
    const { code, stdout, stderr } = await run(['export', '-o', name], { cwd })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toBe(`${name}: my-mini-app, other-mini-app. It holds tokens, keys and personal data as they are.\n`)
    expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600)
  }
  const world = await control(first.info.controlUrl, 'GET', '/world')
  expect(JSON.parse((await run(['export'], { cwd })).stdout)).toEqual(world)
  first.signal('SIGTERM')
  await first.ended()

  // A variable, and the config file whose folder a relative path starts from.
  mkdirSync(join(cwd, 'config'))
  writeFileSync(join(cwd, 'config/mock.yaml'), 'seedFile: ../world.json\n')
  for (const [args, env] of [
    [[], { APPS_IN_TOSS_MOCK_SEED_FILE: 'world.yaml' }],
    [['--config', 'config/mock.yaml'], {}],
  ] as const) {
    const second = await startJson({ cwd, env }, args)
    expect(await control(second.info.controlUrl, 'GET', '/world')).toEqual(world)
    second.signal('SIGTERM')
    await second.ended()
  }
})

test('one mini-app is exported alone, in YAML on stdout, at the instant of the export', async () => {
  const cwd = await preparedFolder()
  await startJson({ cwd }, ['--seed-file', seedFile])
  const args = ['export', '--mini-app', 'other-mini-app', '--clock', 'instant', '--yaml']
  const { code, stdout } = await run(args, { cwd })
  expect(code).toBe(0)
  const [mark, secrets, format, clock, instant] = stdout.split('\n')
  expect([mark, secrets]).toEqual([
    '# Written by apps-in-toss-mock export, which may write over it.',
    '# It holds tokens, keys and personal data as they are.',
  ])
  expect([format, clock]).toEqual(['format: apps-in-toss-mock/world@1', 'clock:'])
  expect(instant).toMatch(/^ {2}instant: 2026-11-02T00:00:\d\d/)
  expect(stdout).not.toContain('my-mini-app')

  const unknown = await run(['export', '--mini-app', 'nobody'], { cwd })
  expect(unknown).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('docs/errors/ERR_NOT_FOUND.md'),
  })
})

test('a file that is no export is never written over, an export is', async () => {
  const cwd = await preparedFolder()
  await startJson({ cwd })
  const byHand = {
    'a.yaml': 'miniApps: {}\n',
    'b.json': '{"format":"apps-in-toss-mock/world@1","miniApps":{},"snapshot":{}}',
  }
  for (const [name, text] of Object.entries(byHand)) {
    writeFileSync(join(cwd, name), text)
    const { code, stderr } = await run(['export', '-o', name], { cwd })
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^error: .* was not written by apps-in-toss-mock, and is left as it is\nfix: /),
    })
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(text)
  }
  for (const name of ['c.yaml', 'd.json']) {
    for (const _time of ['first', 'second']) expect((await run(['export', '-o', name], { cwd })).code).toBe(0)
  }
  const nowhere = await run(['export', '-o', 'no/such/folder.json'], { cwd })
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('Make its folder first.') })
})

test('export without a running mock ends with 1', async () => {
  const { code, stdout, stderr } = await run(['export'], { cwd: await workFolder() })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^error: no mock is running on the certificates in /)
})

test('a seed file that is wrong ends start with 2, every problem with its line, before anything is made', async () => {
  const cwd = await workFolder('plain')
  writeFileSync(join(cwd, 'world.yaml'), 'miniApps:\n  shop:\n    usres: []\n    orders: [{ status: PAID }]\n')
  const { code, stdout, stderr } = await run(['start', '--seed-file', 'world.yaml'], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  const [head, first, second, fix, docs] = stderr.split('\n')
  expect(head).toBe('error: world.yaml: 2 problems, and nothing was seeded')
  expect(first).toMatch(/^ {2}world\.yaml:3:5 miniApps\.shop\.usres is not known .*Did you mean users\?$/)
  expect(second).toMatch(/^ {2}world\.yaml:4:24 miniApps\.shop\.orders\[0\]\.status must be one of /)
  expect(fix).toMatch(/^fix: {3}Correct it at the named lines/)
  expect(docs).toMatch(/^docs: {2}\/.*\/docs\/errors\/ERR_SEED_FILE\.md$/)
  expect(() => statSync(join(cwd, '.apps-in-toss-mock'))).toThrow('ENOENT')
})

async function control(controlUrl: string, method: string, path: string): Promise<unknown> {
  return (await fetch(`${controlUrl}${path}`, { method })).json()
}
