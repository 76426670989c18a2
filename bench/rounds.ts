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
  /** Milliseconds of the server's CPU for one answer. */
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
 * Runs bare and mock in turn, so that both meet the same machine. The ratio is the median of the rounds' own ratios; the
 * two columns are medians by themselves, so they need not divide to it exactly.
 */
export async function alternate(
  name: { measure: string; unit: string; aim?: Aim },
  effort: Effort,
  servers: { bare: (seconds: number) => Promise<Round>; mock: (seconds: number) => Promise<Round> },
): Promise<Row> {
  await servers.bare(effort.seconds / 2)
  await servers.mock(effort.seconds)
  const rounds: { bare: Round; mock: Round }[] = []
  for (let count = 0; count < effort.rounds; count++) {
    rounds.push({ bare: await servers.bare(effort.seconds), mock: await servers.mock(effort.seconds) })
  }
  return {
    ...name,
    bare: median(rounds.map(({ bare }) => bare.perSecond)),
    mock: median(rounds.map(({ mock }) => mock.perSecond)),
    ratio: median(rounds.map(({ bare, mock }) => mock.perSecond / bare.perSecond)),
    detail: {
      cpuMillisecondsPerAnswer: {
        bare: median(rounds.map(({ bare }) => bare.cpu)),
        mock: median(rounds.map(({ mock }) => mock.cpu)),
      },
      cpuRatio: median(rounds.map(({ bare, mock }) => bare.cpu / mock.cpu)),
      rounds,
    },
  }
}
