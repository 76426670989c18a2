import type { Load } from './load.js'
import { median } from './median.js'
import type { Aim, Row } from './report.js'
import type { MeasuredServer } from './servers.js'

/** How much is measured. */
export interface Effort {
  readonly rounds: number
  /** Of one round of one server. */
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
 * Runs bare and mock in turn, so that both meet the same machine. One row is the rate; the other is the CPU time of the
 * server alone, which neither the client nor a busy machine has a part in. Each figure is the median of its rounds.
 */
export async function alternate(
  { measure, unit, aim }: { measure: string; unit: string; aim?: Aim },
  effort: Effort,
  servers: { bare: (seconds: number) => Promise<Round>; mock: (seconds: number) => Promise<Round> },
): Promise<Row[]> {
  await servers.bare(effort.seconds / 2)
  await servers.mock(2 * effort.seconds)
  const rounds: { bare: Round; mock: Round }[] = []
  for (let count = 0; count < effort.rounds; count++) {
    rounds.push({ bare: await servers.bare(effort.seconds), mock: await servers.mock(effort.seconds) })
  }
  const compared = (what: keyof Round) => ({
    base: median(rounds.map(({ bare }) => bare[what])),
    figure: median(rounds.map(({ mock }) => mock[what])),
  })
  return [
    { measure, unit, ...compared('perSecond'), ...(aim && { aim }), detail: rounds },
    { measure: `${measure}: CPU of the server`, unit: 'µs each', ...compared('cpu') },
  ]
}
