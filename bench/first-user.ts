import { existsSync } from 'node:fs'
import { inRepository, startProcess } from './child-process.js'
import type { Row } from './report.js'

/** What one program tells of itself. */
interface Told {
  readonly milliseconds: number
  readonly cpu: number
  readonly memory: number
  readonly steps: Readonly<Record<string, number>>
}

/** The programs of `bench/story/`, with their arguments. */
const programs = {
  mock: ['mock.mjs'],
  client: ['mock.mjs', 'client'],
  keyless: ['mock.mjs', 'keyless'],
  msw: ['msw.mjs'],
  mockttp: ['mockttp.mjs'],
}

/**
 * What the first test of a file waits for: from the first import of a fresh process to the decrypted name of a user, the same
 * backend with each mock. Only ours has TLS with a client certificate and a login with state.
 */
export async function firstUser({ rounds }: { rounds: number }): Promise<Row[]> {
  const told = { mock: [], client: [], keyless: [], msw: [], mockttp: [] } as Record<keyof typeof programs, Told[]>
  const present = (Object.keys(programs) as (keyof typeof programs)[]).filter((name) => hasPeers || !isPeer(name))
  for (let round = -1; round < rounds; round++) {
    for (const name of present) {
      const [program, ...args] = programs[name] as [string, ...string[]]
      const child = await startProcess<Told>([inRepository(`bench/story/${program}`), ...args])
      // The first one finds nothing in the page cache.
      if (round >= 0) told[name].push(child.line)
      await child.end()
    }
  }
  type Figure = Exclude<keyof Told, 'steps'>
  const of = (name: keyof typeof programs, what: Figure) => told[name].map((one) => one[what])
  const story = 'fresh process → decrypted user'
  const beside = (name: 'msw' | 'mockttp', what: Figure) =>
    told[name].length > 0 && { beside: { name: peers[name], rounds: of(name, what) } }
  const steps = Object.keys(told.client[0]?.steps ?? {})
  return [
    {
      measure: story,
      unit: 'ms',
      ...beside('msw', 'milliseconds'),
      rounds: of('mock', 'milliseconds'),
      ...(told.msw.length > 0 && { aim: { of: 'ratio', atMost: 1.1 } as const }),
    },
    { measure: story, unit: 'ms', ...beside('mockttp', 'milliseconds'), rounds: of('mock', 'milliseconds') },
    { measure: `${story}: CPU`, unit: 'ms', ...beside('msw', 'cpu'), rounds: of('mock', 'cpu') },
    { measure: `${story}: CPU`, unit: 'ms', ...beside('mockttp', 'cpu'), rounds: of('mock', 'cpu') },
    {
      measure: `${story}: memory of the process`,
      unit: 'MiB',
      ...beside('msw', 'memory'),
      rounds: of('mock', 'memory'),
      aim: { of: 'figure', atMost: 80 },
    },
    { measure: `${story}, with the package's client`, unit: 'ms', rounds: of('client', 'milliseconds') },
    { measure: `${story}, no keys kept`, unit: 'ms', rounds: of('keyless', 'milliseconds') },
    {
      measure: `${story}, no keys kept: without the time for making them`,
      unit: 'ms',
      rounds: told.keyless.map(({ milliseconds, steps }) => milliseconds - (steps.keys as number)),
    },
    { measure: `${story}, no keys kept: CPU`, unit: 'ms', rounds: of('keyless', 'cpu') },
    ...steps.map(
      (step): Row => ({
        measure: `of which: ${step}`,
        unit: 'ms',
        rounds: told.client.map(({ steps }) => steps[step] as number),
      }),
    ),
  ]
}

const peers = { msw: 'MSW, no TLS', mockttp: 'mockttp, TLS' }

function isPeer(name: string): boolean {
  return Object.hasOwn(peers, name)
}

/** Whether the other mocks are installed: `npm run peers`. */
export const hasPeers = existsSync(inRepository('bench/peers/node_modules/msw'))
