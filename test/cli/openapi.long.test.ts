import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadFixtures, openApiDocument } from '../../contracts/index.js'
import { run, startUntil, workFolder } from './command-line.js'

test('openapi prints the contract with its fixtures, as JSON and as the same YAML', async () => {
  const cwd = await workFolder()
  const [json, yaml] = await Promise.all([run(['openapi'], { cwd }), run(['openapi', '--yaml'], { cwd })])
  const document = openApiDocument({ fixtures: await loadFixtures() })
  expect(json).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(json.stdout)).toEqual(document)
  expect(yaml).toMatchObject({ code: 0, stderr: '' })
  expect(yaml.stdout).toMatch(/^openapi: 3\.1\.0\n/)
  expect(parse(yaml.stdout)).toEqual(document)
})

test('whoever has read enough may close the pipe', async () => {
  const cwd = await workFolder()
  const { command } = await startUntil(['openapi'], { cwd }, (stdout) => (stdout === '' ? undefined : stdout))
  command.child.stdout?.destroy()
  expect(await command.ended()).toBe(0)
  expect(command.stderr()).toBe('')
})
