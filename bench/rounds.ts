import type { Load } from './load.js'
import type { Aim, Row } from './report.js'
import type { MeasuredServer } from './servers.js'

/** How much is measured. */
export interface Effort {
  readonly rounds: number
  /** How long one round of one server takes. */
  readonly seconds: number
}

/** What one server did in one round. */
export interface Round {
  readonly perSecond: number
  /** Microseconds of the server's CPU for one answer. */
  readonly cpu: number
}

/** Puts load on a server, and sees what it cost there. */
export async function round(server: MeasuredServer, load: () => Promise<Load>): Promise<Round> {
  const before = await server.cpu()
  const { answers, seconds } = await load()
  const used = (await server.cpu()) - before
  return { perSecond: answers / seconds, cpu: used / answers }
}

/**
 * Runs a bare server and the mock in turn, so that both meet the same machine. One row is the rate; the other is the CPU time
 * of the server alone, which neither the client nor a busy machine has a part in.
 */
export async function alternate(
  names: { measure: string; unit: string; beside: string; aim?: Aim; cpuAim?: Aim },
  effort: Effort,
  servers: { bare: (seconds: number) => Promise<Round>; mock: (seconds: number) => Promise<Round> },
): Promise<Row[]> {
  await servers.bare(effort.seconds / 2)
  await servers.mock(2 * effort.seconds)
  const rounds: { bare: Round; mock: Round }[] = []
  for (let count = 0; count < effort.rounds; count++) {
    rounds.push({ bare: await servers.bare(effort.seconds), mock: await servers.mock(effort.seconds) })
  }
  const { measure, unit, beside: name, aim, cpuAim } = names
  const compared = (what: keyof Round) => ({
    rounds: rounds.map(({ mock }) => mock[what]),
    beside: { name, rounds: rounds.map(({ bare }) => bare[what]) },
  })
  return [
    { measure, unit, ...compared('perSecond'), ...(aim && { aim }) },
    { measure: `${measure}: CPU of the server`, unit: 'µs each', ...compared('cpu'), ...(cpuAim && { aim: cpuAim }) },
  ]
}
