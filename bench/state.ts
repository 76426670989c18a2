import { inRepository, startProcess } from './child-process.js'
import type { Row } from './report.js'

interface Side {
  /** Requests a second, a round each. */
  readonly calls: readonly number[]
  /** Microseconds, a round each. */
  readonly logIns: readonly number[]
}

/** What keeping the world in a file costs: a mock with `stateFile` against one without, in turns in one process. */
export async function state({ rounds }: { rounds: number }): Promise<Row[]> {
  const child = await startProcess<{ memory: Side; file: Side; restart: number }>([
    inRepository('bench/state.mjs'),
    String(rounds),
  ])
  const { memory, file, restart } = child.line
  await child.end()
  const against = (measure: string, unit: string, of: keyof Side): Row => ({
    measure,
    unit,
    beside: { name: 'the world in memory', rounds: memory[of] },
    rounds: file[of],
  })
  return [
    against('make-payment and execute-payment, with --state', 'requests/s', 'calls'),
    against('logging a user in on the Toss side, with --state', 'µs', 'logIns'),
    { measure: 'startMockServer() with that file', unit: 'ms', rounds: [restart] },
  ]
}
