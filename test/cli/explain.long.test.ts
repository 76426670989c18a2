import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorTable } from '../../errors/index.js'
import { run, workFolder } from './command-line.js'

test('explain prints the page of an error, with or without ERR_', async () => {
  const cwd = await workFolder()
  const page = readFileSync(new URL('../../docs/errors/ERR_CA_INCOMPLETE.md', import.meta.url), 'utf8')
  expect(await run(['explain', 'ERR_CA_INCOMPLETE'], { cwd })).toMatchObject({ code: 0, stdout: page, stderr: '' })
  expect((await run(['explain', 'ca_incomplete'], { cwd })).stdout).toBe(page)
})

test('without a code it lists all of them; an unknown one is refused', async () => {
  const cwd = await workFolder()
  const { stdout } = await run(['explain'], { cwd })
  for (const code of Object.keys(errorTable)) expect(stdout).toContain(`${code}\n`)
  const refused = await run(['explain', 'toString'], { cwd })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('is not an error code of this package')
})
