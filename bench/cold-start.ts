import { inRepository, startProcess } from './child-process.js'
import { firstAnswer, type WireRequest } from './load.js'
import { median } from './median.js'
import { processFigures } from './process-figures.js'
import type { Row } from './report.js'
import { bareCommand, clientFiles, withFolder } from './servers.js'

const request: WireRequest = {
  method: 'GET',
  path: '/api-partner/v1/apps-in-toss/user/oauth2/login-me',
  headers: { Authorization: 'Bearer nobody-has-this-token' },
}

/** Bytes of the FAIL answer to an unknown token. */
const failSize = 430

/** How long a process is left alone before its memory is read, in milliseconds. */
const rest = 300

interface Start {
  readonly milliseconds: number
  /** Milliseconds of CPU until the answer. */
  readonly cpu: number
  /** MiB of resident memory, some time after the answer. */
  readonly memory: number
}

/**
 * From the spawn of the command line to its first answer over mTLS (a FAIL: nobody is logged in), with and without a
 * certificate authority to create, and the memory it has then. The same of the bare server.
 *
 * @param dir a folder that has certificates
 */
export async function coldStart(dir: string, effort: { first: number; later: number }): Promise<Row[]> {
  const firsts: Start[] = []
  for (let count = 0; count < effort.first; count++) firsts.push(await withFolder(startCommandLine))
  const laters: { bare: Start; mock: Start }[] = []
  for (let count = 0; count < effort.later; count++) {
    laters.push({ bare: await startBareServer(dir), mock: await startCommandLine(dir) })
  }
  const of = (which: 'bare' | 'mock', what: keyof Start) => median(laters.map((later) => later[which][what]))
  return [
    {
      measure: 'cold start to first answer, later',
      unit: 'ms',
      base: of('bare', 'milliseconds'),
      figure: of('mock', 'milliseconds'),
      aim: { of: 'ratio', below: 2.5 },
      detail: laters,
    },
    {
      measure: 'cold start to first answer, first (creates the CA)',
      unit: 'ms',
      figure: median(firsts.map(({ milliseconds }) => milliseconds)),
      aim: { of: 'figure', below: 2_000 },
      detail: firsts,
    },
    {
      measure: 'cold start to first answer, later: CPU of the process',
      unit: 'ms',
      base: of('bare', 'cpu'),
      figure: of('mock', 'cpu'),
    },
    {
      measure: 'idle memory of the process',
      unit: 'MiB',
      base: of('bare', 'memory'),
      figure: of('mock', 'memory'),
    },
  ]
}

function startCommandLine(dir: string): Promise<Start> {
  const flags = ['--port', '0', '--control-port', '0', '--json', '--dir', dir]
  return start([inRepository('dist/cli/main.js'), 'start', ...flags], dir, ({ baseUrl }: { baseUrl: string }) =>
    Number(new URL(baseUrl).port),
  )
}

function startBareServer(dir: string): Promise<Start> {
  return start(bareCommand(dir, failSize), dir, ({ port }: { port: number }) => port)
}

async function start<Line>(args: string[], dir: string, portOf: (line: Line) => number): Promise<Start> {
  const child = await startProcess<Line>(args)
  await firstAnswer({ port: portOf(child.line), tls: await clientFiles(dir) }, request)
  const milliseconds = performance.now() - child.spawnedAt
  const { cpu } = processFigures(child.pid)
  await new Promise((resolve) => setTimeout(resolve, rest))
  const { memory } = processFigures(child.pid)
  await child.end()
  return { milliseconds, cpu, memory }
}
