import { median } from './median.js'
import type { Row } from './report.js'
import type { Effort } from './rounds.js'
import { type BenchRedis, type StateMock, startRedis, startStateMock, type Work, works } from './state-mocks.js'

/** Processes that share a world. */
const count = 4

/** Connections to each process, with one request in flight on each. */
const connections = 8

/** What processes did together in one round. */
interface Together {
  readonly perSecond: number
  /** Microseconds of the mocks' CPU for one answer. */
  readonly cpu: number
  /** Microseconds of Redis’s CPU for one answer; NaN where there is no Redis. */
  readonly redisCpu: number
  /** The rate of the middle process, divided by that of the slowest one. */
  readonly spread: number
}

interface Tries {
  readonly calls: number
  readonly all: number
  readonly most: number
}

/**
 * What it costs that several processes have one world in Redis: each with a mini-app of its own, beside as many mocks in memory that share
 * nothing; and all with one mini-app, beside one process. Nothing where this machine has no Redis.
 */
export async function processes(dir: string, effort: Effort): Promise<Row[]> {
  const redis = await startRedis(dir)
  if (redis === undefined) return []
  const rows = [...(await eachItsOwn(dir, redis, effort)), ...(await allOne(dir, redis, effort))]
  await redis.end()
  return rows
}

async function eachItsOwn(dir: string, redis: BenchRedis, effort: Effort): Promise<Row[]> {
  const start = (place: object) =>
    inRow(count, (number) => startStateMock({ name: `app-${number}`, dir, appName: `app-${number}`, place }))
  const [alone, shared] = [await start({}), await start({ stateFile: redis.url, statePrefix: 'spread' })]
  const rows: Row[] = []
  for (const work of Object.keys(works) as Work[]) {
    const rounds = await alternate(work, { alone, shared }, redis, effort)
    const beside = (what: keyof Together) => ({
      beside: { name: `${count} in memory, nothing shared`, rounds: rounds.map((round) => round.alone[what]) },
      rounds: rounds.map((round) => round.shared[what]),
    })
    const measure = `${works[work]}, ${count} processes, a mini-app each`
    rows.push(
      { measure, unit: 'requests/s', ...beside('perSecond') },
      {
        measure: `${measure}: CPU of the mocks`,
        unit: 'µs each',
        ...beside('cpu'),
        aim: { of: 'ratio', atMost: 1.4 },
      },
      { measure: `${measure}: CPU of Redis`, unit: 'µs each', rounds: beside('redisCpu').rounds },
    )
  }
  for (const mock of [...alone, ...shared]) await mock.close()
  return rows
}

async function allOne(dir: string, redis: BenchRedis, effort: Effort): Promise<Row[]> {
  const start = (many: number, statePrefix: string) =>
    inRow(many, (number) => startStateMock({ name: `${number}`, dir, place: { stateFile: redis.url, statePrefix } }))
  const [alone, shared] = [await start(1, 'alone'), await start(count, 'all')]
  const rows: Row[] = []
  for (const work of Object.keys(works) as Work[]) {
    await Promise.all(shared.map(({ child }) => child.ask('tries')))
    const counted: Tries[][] = []
    const countTries = async () => {
      counted.push(await Promise.all(shared.map(({ child }) => child.ask<Tries>('tries'))))
    }
    const rounds = await alternate(work, { alone, shared }, redis, effort, countTries)
    const beside = (what: keyof Together) => ({
      beside: { name: 'one process', rounds: rounds.map((round) => round.alone[what]) },
      rounds: rounds.map((round) => round.shared[what]),
    })
    const sum = (of: readonly Tries[], what: keyof Tries) => of.reduce((total, tries) => total + tries[what], 0)
    const measure = `${works[work]}, ${count} processes, one mini-app`
    rows.push(
      { measure, unit: 'requests/s', ...beside('perSecond'), aim: { of: 'ratio', atLeast: 0.25 } },
      { measure: `${measure}: CPU of the mocks`, unit: 'µs each', ...beside('cpu') },
      {
        measure: `${measure}: done again`,
        unit: 'a call',
        rounds: counted.map((each) => sum(each, 'all') / sum(each, 'calls') - 1),
        aim: { of: 'figure', atMost: 3 },
      },
      {
        measure: `${measure}: the most tries of a call`,
        unit: 'tries',
        rounds: [Math.max(...counted.flat().map(({ most }) => most))],
        aim: { of: 'figure', atMost: 20 },
      },
      {
        measure: `${measure}: rate of the middle process to that of the slowest`,
        unit: '×',
        rounds: rounds.map(({ shared: { spread } }) => spread),
        aim: { of: 'figure', atMost: 3 },
      },
    )
  }
  for (const mock of [...alone, ...shared]) await mock.close()
  return rows
}

/** Makes them one after the other: the first one makes what the others find. */
async function inRow<Made>(many: number, make: (number: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = []
  for (let number = 1; number <= many; number++) made.push(await make(number))
  return made
}

/** Lets both groups work in turns, after a round that does not count. `counted` is called after each round of `shared` that counts. */
async function alternate(
  work: Work,
  groups: { readonly alone: readonly StateMock[]; readonly shared: readonly StateMock[] },
  redis: BenchRedis,
  { rounds, seconds }: Effort,
  counted: () => Promise<void> = async () => {},
): Promise<{ alone: Together; shared: Together }[]> {
  const made: { alone: Together; shared: Together }[] = []
  for (let round = -1; round < rounds; round++) {
    const alone = await together(groups.alone, work, redis, seconds)
    const shared = await together(groups.shared, work, redis, seconds)
    if (round < 0) continue
    made.push({ alone, shared })
    await counted()
  }
  return made
}

async function together(
  mocks: readonly StateMock[],
  work: Work,
  redis: BenchRedis,
  duration: number,
): Promise<Together> {
  const cpu = async () => (await Promise.all(mocks.map((mock) => mock.cpu()))).reduce((sum, each) => sum + each, 0)
  const [used, usedByRedis] = [await cpu(), redis.cpu()]
  const loads = await Promise.all(mocks.map((mock) => mock.load(work, connections, duration)))
  const answers = loads.reduce((sum, load) => sum + load.answers, 0)
  const rates = loads.map((load) => load.answers / load.seconds)
  return {
    perSecond: answers / Math.max(...loads.map(({ seconds }) => seconds)),
    cpu: ((await cpu()) - used) / answers,
    redisCpu: (redis.cpu() - usedByRedis) / answers,
    spread: median(rates) / Math.min(...rates),
  }
}
