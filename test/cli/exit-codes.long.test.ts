import { execFile } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { main, run, workFolder } from './command-line.js'

const execute = promisify(execFile)

test.each([
  ['alias.yaml', 'port: *nowhere\n', /^error: .*alias\.yaml:1 is not YAML: there is no anchor &nowhere before this/],
  ['list.yaml', 'port: [1\n', /^error: .*list\.yaml:2 is not YAML: /],
])('a config file that is no YAML, %s, is not called a bug', async (name, text, message) => {
  const cwd = await workFolder()
  writeFileSync(join(cwd, name), text)
  const { code, stderr } = await run(['--config', name], { cwd })
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) })
})

test('nor is an OpenAPI document with an alias that leads nowhere', async () => {
  const cwd = await workFolder()
  writeFileSync(join(cwd, 'api.yaml'), 'info: *nowhere\n')
  const { code, stderr } = await run(['contract', 'diff', 'api.yaml', 'current'], { cwd })
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^error: api\.yaml is neither JSON nor/) })
})

test('a command of run that is an empty text, or cannot be executed', async () => {
  const cwd = await workFolder()
  const empty = await run(['run', '--', ''], { cwd })
  expect(empty).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: run: the command is an empty text\n/) })
  writeFileSync(join(cwd, 'file'), '')
  chmodSync(join(cwd, 'file'), 0o644)
  const under = await run(['run', '--', './file/below'], { cwd })
  expect(under).toMatchObject({ code: 126, stderr: expect.stringContaining('cannot be started') })
})

test.runIf(process.platform === 'linux')(
  'a full disk has a code of its own, and a reader that goes away none',
  async () => {
    const cwd = await workFolder()
    const shell = (script: string) => execute('bash', ['-c', script, 'bash', process.execPath, main], { cwd })
    const full = shell('"$1" "$2" openapi > /dev/full')
    await expect(full).rejects.toMatchObject({
      code: 74,
      stderr: expect.stringMatching(/^error: stdout cannot be written \(ENOSPC\)/),
    })
    await shell('set -o pipefail; "$1" "$2" openapi | head -c 1 > /dev/null')
  },
)
