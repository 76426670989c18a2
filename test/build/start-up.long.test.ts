import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { errorBound } from '../../contracts/bounded-errors.js'
import { checkRequest, checkResponse, loadFixtures } from '../../contracts/index.js'
import { runNode } from '../testing/project.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const validatorsFolder = join(root, 'dist/contracts/validators')

/** Checks every fixture with the built package, in a process of its own. */
const script = `
  import { createRequire } from 'node:module'
  import { checkRequest, checkResponse, loadFixtures } from 'apps-in-toss-mock/contracts'
  const found = (await loadFixtures()).map(({ operation, part, request, response, variant }) =>
    part === 'response'
      ? checkResponse(operation, response)
      : checkRequest(operation, { headers: {}, ...request }, variant && { [variant.id]: variant.option }),
  )
  const loaded = Object.keys(createRequire(import.meta.url).cache)
  const validators = loaded.filter((path) => /validators.[0-9a-f]+\\.cjs$/.test(path)).length
  console.log(JSON.stringify({ found, validators, ajv: loaded.filter((path) => /ajv.dist.(core|2020)/.test(path)) }))`

test('the built contract has its validators compiled ahead of time, and they find what ajv finds', async () => {
  const { code, output } = await runNode(['--input-type=module', '--eval', script], root)
  expect(code, output).toBe(0)
  const { found, validators, ajv } = JSON.parse(output) as { found: unknown[]; validators: number; ajv: string[] }
  expect(validators).toBeGreaterThan(30)
  expect(ajv).toEqual([])

  const expected = (await loadFixtures()).map((fixture) => {
    const { operation, variant } = fixture
    if (fixture.part === 'response') return checkResponse(operation, fixture.response)
    return checkRequest(operation, { headers: {}, ...fixture.request }, variant && { [variant.id]: variant.option })
  })
  // An error that is made without a bound would cost seconds where there are millions.
  for (const file of readdirSync(validatorsFolder)) {
    const code = readFileSync(join(validatorsFolder, file), 'utf8')
    const made = code.split('errors++').length
    expect(code.split(`if(errors < ${errorBound}){const err`).length, file).toBe(made)
  }
  expect(found).toEqual(JSON.parse(JSON.stringify(expected)))
  expect(expected.flat().length).toBeGreaterThan(50)
})

/** A test's process: makes what a test needs for its mini-app, and says how many bytes of ours were loaded before and after the contract was used. */
const kitScript = `
  import { createRequire } from 'node:module'
  import { statSync } from 'node:fs'
  import { connectTestServer, createTestMock } from './dist/library/testing-for-vitest.cjs'
  const { cache } = createRequire(import.meta.url)
  const kilobytes = () => Object.keys(cache).reduce((sum, path) => sum + statSync(path).size / 1024, 0)
  await createTestMock({ server: connectTestServer({ controlUrl: 'http://127.0.0.1:1' }) }).catch((error) => console.error(error.code))
  const before = kilobytes()
  const { checkRequest } = createRequire(import.meta.url)('apps-in-toss-mock/contracts')
  checkRequest('login.loginMe', { headers: {} })
  console.log(JSON.stringify({ before, after: kilobytes() }))`

test('what a test imports of the built kit and does not use is not loaded: the contract, most of all', async () => {
  const { code, output } = await runNode(['--input-type=module', '--eval', kitScript], root)
  expect(code, output).toBe(0)
  expect(output).toContain('ERR_NOT_RUNNING')
  const { before, after } = JSON.parse(output.slice(output.indexOf('{'))) as { before: number; after: number }
  expect(before).toBeLessThan(80)
  expect(after).toBeGreaterThan(200)
})
