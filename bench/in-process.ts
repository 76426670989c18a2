import { inRepository, startProcess } from './child-process.js'
import { median } from './median.js'
import type { Row } from './report.js'

interface Figures {
  readonly load: number
  readonly first: number
  readonly second: number
  readonly close: number
  readonly miniApps: readonly number[]
}

/** What a test suite waits for: the import, servers, and mini-apps of its own; medians over fresh processes. */
export async function inProcess(effort: { processes: number }): Promise<Row[]> {
  const runs: Figures[] = []
  for (let count = 0; count < effort.processes; count++) {
    const child = await startProcess<Figures>([inRepository('bench/in-process.mjs')])
    runs.push(child.line)
    await child.end()
  }
  const of = (what: Exclude<keyof Figures, 'miniApps'>) => median(runs.map((run) => run[what]))
  return [
    { measure: 'in process: import of the package', unit: 'ms', figure: of('load') },
    { measure: 'in process: first startMockServer() (creates the CA)', unit: 'ms', figure: of('first') },
    { measure: 'in process: second startMockServer()', unit: 'ms', figure: of('second') },
    { measure: 'in process: close()', unit: 'ms', figure: of('close') },
    {
      measure: "in process: a test's own mini-app, user logged in",
      unit: 'ms',
      figure: median(runs.flatMap(({ miniApps }) => miniApps)),
    },
  ]
}
