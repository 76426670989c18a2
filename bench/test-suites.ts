import { manyFiles, runVitest, sharedServerConfig } from '../test/testing/project.js'
import { inRepository, startProcess } from './child-process.js'
import { median } from './median.js'
import type { Row } from './report.js'

interface Opened {
  readonly opening: readonly number[]
  readonly closing: readonly number[]
}

interface Figures {
  readonly inProcess: Opened
  readonly overControlPort: Opened
}

/**
 * What the testing kit costs a suite: a mini-app of its own for each test, and many test files on one server.
 *
 * @throws Error where a test of one file saw anything of another's
 */
export async function testSuites(effort: { miniApps: number; files: number }): Promise<Row[]> {
  const child = await startProcess<Figures>([inRepository('bench/test-mini-apps.mjs'), String(effort.miniApps)])
  const { inProcess, overControlPort } = child.line
  await child.end()
  const row = (how: string, { opening }: Opened): Row => ({
    measure: `test suites: a test's own mini-app, certificate included, ${how}`,
    unit: 'ms',
    figure: median(opening),
    aim: { of: 'figure', below: 5 },
  })
  return [row('in process', inProcess), row('over the control port', overControlPort), await files(effort.files)]
}

async function files(count: number): Promise<Row> {
  const began = performance.now()
  const { passed, failed, output } = await runVitest({ ...manyFiles(count), 'vitest.config.mjs': sharedServerConfig }, [
    '--maxWorkers=8',
  ])
  if (failed > 0 || passed !== count * 2)
    throw new Error(`${passed} tests passed, ${failed} failed:\n${output.slice(-4000)}`)
  return {
    measure: `test suites: ${count} test files in parallel on one server, isolated workers, no cross-talk`,
    unit: 's',
    figure: (performance.now() - began) / 1000,
  }
}
