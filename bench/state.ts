import { join } from 'node:path'
import type { Aim, Row } from './report.js'
import type { Effort, Round } from './rounds.js'
import { type StateMock, startRedis, startStateMock, type Work, works } from './state-mocks.js'
import { stateStart } from './state-start.js'

/** How many callers there are, each with one request in flight on a connection of its own that is kept alive. */
const callerCounts = [10, 1] as const
type Callers = (typeof callerCounts)[number]

const names = {
  memory: 'in memory',
  file: 'with --state FILE',
  sync: 'with --state FILE --state-sync',
  redis: 'with --state redis://',
} as const
type Place = keyof typeof names

/** The least part of the rate of memory in the build before calls ran in turns. */
const aims: Readonly<Record<Place, Readonly<Record<Work, Partial<Record<Callers, number>>>>>> = {
  memory: { loginMe: { 10: 1.2, 1: 1 }, pay: { 1: 1 } },
  file: { loginMe: {}, pay: { 10: 0.9, 1: 0.75 } },
  sync: { loginMe: {}, pay: { 10: 0.3 } },
  redis: { loginMe: { 10: 0.75, 1: 0.4 }, pay: { 10: 0.75, 1: 0.4 } },
}

/** Milliseconds that Redis may add to a call that comes alone. */
const mostAdded = 0.5

/**
 * What the places for the world cost, in turns in one run: memory, a file with and without `--state-sync`, and Redis where this machine has
 * one. Each against memory, or against another build; and what a start from a large file takes.
 *
 * @param before - the `dist` of another build, whose memory is the base
 */
export async function state(
  dir: string,
  effort: Effort & { readonly start: { readonly users: number; readonly rounds: number } },
  before?: string,
): Promise<Row[]> {
  const redis = await startRedis(dir)
  const start = (place: Place, more: object) => startStateMock({ name: names[place], dir, place: more })
  const file = (name: string) => ({ stateFile: join(dir, name) })
  const memory = await start('memory', {})
  const base =
    before === undefined ? memory : await startStateMock({ name: 'memory, the other build', dir, dist: before })
  const mocks = new Map<Place, StateMock>([
    ...(base === memory ? [] : [['memory', memory] as const]),
    ['file', await start('file', file('a.state'))],
    ['sync', await start('sync', { ...file('b.state'), stateSync: true })],
    ...(redis === undefined ? [] : [['redis', await start('redis', { stateFile: redis.url })] as const]),
  ])
  const rows: Row[] = []
  for (const callers of callerCounts) {
    for (const work of Object.keys(works) as Work[]) {
      const rounds = await measured(new Set([base, memory, ...mocks.values()]), work, callers, effort)
      for (const [place, mock] of mocks) {
        const measure = `${works[work]}, ${callers === 1 ? 'one caller' : `${callers} callers`}, ${mock.name}`
        const besides = place === 'redis' && base !== memory ? [base, memory] : [base]
        for (const beside of besides) {
          const atLeast = base !== memory && beside === base ? aims[place][work][callers] : undefined
          rows.push(
            ...compared(measure, {
              mock,
              beside,
              rounds,
              aim: atLeast === undefined ? undefined : { of: 'ratio', atLeast },
            }),
          )
        }
        if (place === 'redis' && callers === 1) rows.push(added(measure, { mock, beside: base, rounds }))
      }
    }
  }
  for (const mock of new Set([base, memory, ...mocks.values()])) await mock.close()
  await redis?.end()
  return [...rows, ...(await stateStart(dir, effort.start, before))]
}

type Rounds = ReadonlyMap<StateMock, readonly Round[]>

async function measured(mocks: Iterable<StateMock>, work: Work, callers: number, effort: Effort): Promise<Rounds> {
  const rounds = new Map([...mocks].map((mock) => [mock, [] as Round[]]))
  for (const mock of rounds.keys()) await mock.load(work, callers, effort.seconds)
  for (let count = 0; count < effort.rounds; count++) {
    for (const [mock, made] of rounds) {
      const used = await mock.cpu()
      const { answers, seconds } = await mock.load(work, callers, effort.seconds)
      made.push({ perSecond: answers / seconds, cpu: ((await mock.cpu()) - used) / answers })
    }
  }
  return rounds
}

/** The rate of a mock and its CPU for each call, beside those of another mock. */
function compared(
  measure: string,
  { mock, beside, rounds, aim }: { mock: StateMock; beside: StateMock; rounds: Rounds; aim: Aim | undefined },
): Row[] {
  const of = (which: StateMock, what: keyof Round) => (rounds.get(which) ?? []).map((round) => round[what])
  const both = (what: keyof Round) => ({
    rounds: of(mock, what),
    beside: { name: beside.name, rounds: of(beside, what) },
  })
  return [
    { measure, unit: 'requests/s', ...both('perSecond'), ...(aim && { aim }) },
    { measure: `${measure}: CPU of the mock`, unit: 'µs each', ...both('cpu') },
  ]
}

/** How much longer a call takes than with another mock. */
function added(measure: string, { mock, beside, rounds }: { mock: StateMock; beside: StateMock; rounds: Rounds }): Row {
  const [own = [], other = []] = [rounds.get(mock), rounds.get(beside)]
  return {
    measure: `${measure}: more than ${beside.name}`,
    unit: 'ms each',
    rounds: own.map(({ perSecond }, round) => 1_000 / perSecond - 1_000 / (other[round]?.perSecond ?? Number.NaN)),
    aim: { of: 'figure', atMost: mostAdded },
  }
}
