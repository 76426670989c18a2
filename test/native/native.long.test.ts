import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../mock-server/run.js'
import { folder, hasNative } from './installed.js'

/** What both runners write of a run, as jest does. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
}

/** The tests of story.mjs, with the SDK 2.10.8 and 1.14.1. */
const tests = 2 * 8

let reports: string
beforeAll(() => {
  reports = mkdtempSync(join(tmpdir(), 'native-'))
})
afterAll(() => rmSync(reports, { recursive: true, force: true }))

const programOf = (name: string, from: string, path: string) =>
  join(dirname(createRequire(from).resolve(`${name}/package.json`)), path)

describe.skipIf(!hasNative)('the genuine @apps-in-toss/native-modules, 2.10.8 and 1.14.1, reach the mock', () => {
  test.each([
    [
      'jest',
      () => [programOf('jest', `${folder}/`, 'bin/jest.js'), '--config=jest/jest.config.cjs', '--json', '--silent'],
    ],
    [
      'vitest',
      () => [
        programOf('vitest', import.meta.url, 'vitest.mjs'),
        'run',
        '--config=vitest/vitest.config.mjs',
        '--reporter=json',
        '--silent',
      ],
    ],
  ])('in %s', async (runner, program) => {
    const report = join(reports, `${runner}.json`)
    const { status, stderr } = await run(process.execPath, [...program(), `--outputFile=${report}`], {
      cwd: folder,
      timeout: 80_000,
    })
    expect(stderr).not.toContain('FAIL')
    expect(JSON.parse(readFileSync(report, 'utf8')) as Report).toMatchObject({
      numPassedTests: tests,
      numFailedTests: 0,
      numPendingTests: 0,
    })
    expect(status).toBe(0)
  })
})
