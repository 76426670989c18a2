import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { openProject, type Project } from '../test/testing/project.js'
import { inRepository, startProcess } from './child-process.js'
import { hasPeers } from './first-user.js'
import type { Row } from './report.js'
import { storyFiles, type Way } from './story-files.js'

interface Opened {
  readonly opening: readonly number[]
}

/** What a run of vitest took, all of its processes together. */
interface Run {
  readonly seconds: number
  /** Seconds of CPU; NaN where the system does not tell. */
  readonly cpu: number
}

/** What the testing kit costs a suite: a mini-app of its own for each test, and whole suites of isolated test files. */
export async function testSuites(effort: { miniApps: number; files: number; rounds: number }): Promise<Row[]> {
  return [...(await miniApps(effort.miniApps)), ...(await suites(effort))]
}

async function miniApps(count: number): Promise<Row[]> {
  const command = [inRepository('bench/test-mini-apps.mjs'), String(count)]
  const child = await startProcess<{ inProcess: Opened; overControlPort: Opened }>(command)
  const { inProcess, overControlPort } = child.line
  await child.end()
  const row = (how: string, { opening }: Opened): Row => ({
    measure: `a test's own mini-app, certificate included, ${how}`,
    unit: 'ms',
    rounds: opening,
    aim: { of: 'figure', atMost: 5 },
  })
  return [row('in process', inProcess), row('over the control port', overControlPort)]
}

async function suites({ files, rounds }: { files: number; rounds: number }): Promise<Row[]> {
  const ways: Way[] = ['own', 'shared', 'bare', 'none', ...(hasPeers ? (['MSW'] as const) : [])]
  const projects = new Map<Way, Project>()
  const runs = { own: [], shared: [], bare: [], none: [], MSW: [] } as Record<Way, Run[]>
  try {
    const packages: Record<string, string> = hasPeers ? { msw: inRepository('bench/peers/node_modules/msw') } : {}
    for (const way of ways) projects.set(way, await openProject(storyFiles(way, files), packages))
    // The first run finds no keys, and nothing in the page cache: one file is enough for that.
    for (const project of projects.values()) await measured(project, 1, ['file-0.test.mjs'])
    for (let round = 0; round < rounds; round++) {
      for (const [way, project] of projects) runs[way].push(await measured(project, files))
    }
  } finally {
    for (const project of projects.values()) await project.remove()
  }
  const compare = (way: Way, other: Way, words: string, name: string, most?: number): Row[] => {
    const measure = `${files} isolated test files, ${words}`
    const rows = (what: keyof Run) => ({
      rounds: runs[way].map((run) => run[what]),
      ...(runs[other].length > 0 && { beside: { name, rounds: runs[other].map((run) => run[what]) } }),
    })
    return [
      { measure, unit: 's', ...rows('seconds'), ...(most !== undefined && { aim: { of: 'ratio', atMost: most } }) },
      { measure: `${measure}: CPU`, unit: 's', ...rows('cpu') },
    ]
  }
  return [
    ...compare('own', 'MSW', 'each with startMockServer()', 'the same with MSW', 1.5),
    ...compare('shared', 'none', 'on one shared server', 'the same with no mock', 1.1),
    ...compare('shared', 'bare', 'on one shared server', 'the same on one bare node:https server'),
  ]
}

async function measured(project: Project, files: number, filters: readonly string[] = []): Promise<Run> {
  const before = cpuOfChildren()
  const began = performance.now()
  const { passed, failed, output } = await project.vitest([`--maxWorkers=${availableParallelism()}`, ...filters])
  if (failed > 0 || passed !== files)
    throw new Error(`${passed} tests passed, ${failed} failed:\n${output.slice(-4000)}`)
  return { seconds: (performance.now() - began) / 1000, cpu: cpuOfChildren() - before }
}

/** Seconds of CPU that the ended children of this process, and theirs, have used. */
function cpuOfChildren(): number {
  if (process.platform !== 'linux') return Number.NaN
  // After the name, which may have spaces: state is the third field, cutime and cstime the 16th and 17th.
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const ticksPerSecond = 100
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}
