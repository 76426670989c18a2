import { join } from 'node:path'
import { inRepository, startProcess } from './child-process.js'
import type { Row } from './report.js'

interface Start {
  readonly milliseconds: number
  readonly cpu: number
}

/**
 * The time from the spawn of a process until its mock listens, with a world that is kept in a file, beside another build, which made its
 * own file. Each of the two was started on its file once before.
 *
 * @param before - the `dist` of the other build
 */
export async function stateStart(
  dir: string,
  { users, rounds }: { readonly users: number; readonly rounds: number },
  before: string | undefined,
): Promise<Row[]> {
  const sides = { own: inRepository('dist'), ...(before !== undefined && { before }) }
  const made = new Map<string, Start[]>(Object.keys(sides).map((side) => [side, []]))
  for (const [side, dist] of Object.entries(sides)) {
    const filling = await startProcess([inRepository('bench/fill-state.mjs'), ofSide(dir, side), String(users), dist])
    await filling.end()
    await started(dir, side, dist)
  }
  for (let round = 0; round < rounds; round++) {
    for (const [side, dist] of Object.entries(sides)) made.get(side)?.push(await started(dir, side, dist))
  }
  const row = (what: keyof Start): Row => {
    const of = (side: string) => (made.get(side) ?? []).map((start) => start[what])
    return {
      measure: `start on a file with ${users.toLocaleString('en-US')} users${what === 'cpu' ? ': CPU' : ''}`,
      unit: 'ms',
      rounds: of('own'),
      ...(before !== undefined && {
        beside: { name: 'the other build', rounds: of('before') },
        aim: { of: 'ratio', atMost: 0.6 },
      }),
    }
  }
  return [row('milliseconds'), row('cpu')]
}

const ofSide = (dir: string, side: string) => join(dir, `start-${side}.state`)

async function started(dir: string, side: string, dist: string): Promise<Start> {
  const options = JSON.stringify({ dir, stateFile: ofSide(dir, side), logLevel: 'error' })
  const child = await startProcess([inRepository('bench/mock-server.mjs'), options, dist], { ipc: true })
  const milliseconds = performance.now() - child.spawnedAt
  const { user, system } = await child.ask<NodeJS.CpuUsage>('cpu')
  await child.end()
  return { milliseconds, cpu: (user + system) / 1_000 }
}
