import { inRepository, type ReadyProcess, startProcess } from './child-process.js'
import type { Row } from './report.js'

/** Users in the world that the large one is compared with. */
const small = 200

/** Calls of each operation in a round. */
const calls = 200

interface Built {
  readonly seconds: number
  readonly bytes: Readonly<Record<'user' | 'payment' | 'order', number>>
}

/** Microseconds of one call (the median of a round), by the name of what was called. */
type Latencies = Readonly<Record<string, number>>

/**
 * What an operation costs in a world of 200 users, payments and orders, and in one of `large`: in process, without the
 * network, so that nothing hides the store. Each world has a process of its own, and so its own garbage to collect. The
 * columns are medians over the rounds.
 */
export async function worldSize({ large, rounds }: { large: number; rounds: number }): Promise<Row[]> {
  const [few, many] = await Promise.all([startWorld(small), startWorld(large)])
  for (let warming = 0; warming < 2; warming++) {
    await Promise.all([few.ask('round', { calls }), many.ask('round', { calls })])
  }
  const measured: { few: Latencies; many: Latencies }[] = []
  for (let count = 0; count < rounds; count++) {
    measured.push({ few: await few.ask('round', { calls }), many: await many.ask('round', { calls }) })
  }
  await Promise.all([few.end(), many.end()])
  const name = `${small} of each`
  return [
    ...Object.keys(measured[0]?.few ?? {}).map(
      (measure): Row => ({
        measure,
        unit: 'µs',
        beside: { name, rounds: measured.map((round) => round.few[measure] as number) },
        rounds: measured.map((round) => round.many[measure] as number),
        aim: { of: 'ratio', atMost: 1.5 },
      }),
    ),
    ...Object.entries(many.line.bytes).map(
      ([kind, bytes]): Row => ({ measure: `memory of one ${kind}`, unit: 'bytes', rounds: [bytes] }),
    ),
  ]
}

function startWorld(size: number): Promise<ReadyProcess<Built>> {
  const flags = ['--expose-gc', '--max-old-space-size=8192', '--import', 'tsx']
  return startProcess([...flags, inRepository('bench/world-process.ts'), String(size)], { ipc: true })
}
