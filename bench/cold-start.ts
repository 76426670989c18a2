import { inRepository, startProcess } from './child-process.js'
import { firstAnswer, type WireRequest } from './load.js'
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
 * certificate authority to create, and the memory it has then. The same of a bare server and of Fastify alone.
 *
 * @param dir a folder that has certificates
 */
export async function coldStart(dir: string, effort: { first: number; later: number }): Promise<Row[]> {
  const firsts: Start[] = []
  for (let count = 0; count < effort.first; count++) firsts.push(await withFolder(startCommandLine))
  const sides = { bare: startBareServer, fastify: startFastify, mock: startCommandLine }
  const laters: Record<keyof typeof sides, Start>[] = []
  for (let count = 0; count < effort.later; count++) {
    laters.push({ bare: await sides.bare(dir), fastify: await sides.fastify(dir), mock: await sides.mock(dir) })
  }
  const of = (which: keyof typeof sides, what: keyof Start) => laters.map((later) => later[which][what])
  const beside = (name: string, which: 'bare' | 'fastify', what: keyof Start) => ({
    beside: { name, rounds: of(which, what) },
    rounds: of('mock', what),
  })
  const later = 'start --json to the first answer, later starts'
  return [
    {
      measure: later,
      unit: 'ms',
      ...beside('bare node:https', 'bare', 'milliseconds'),
      aim: { of: 'ratio', atMost: 1.6 },
    },
    { measure: later, unit: 'ms', ...beside('Fastify alone', 'fastify', 'milliseconds') },
    { measure: `${later}: CPU`, unit: 'ms', ...beside('bare node:https', 'bare', 'cpu') },
    { measure: `${later}: CPU`, unit: 'ms', ...beside('Fastify alone', 'fastify', 'cpu') },
    {
      measure: 'the same, first start (makes the certificates)',
      unit: 'ms',
      rounds: firsts.map(({ milliseconds }) => milliseconds),
      aim: { of: 'figure', atMost: 2_000 },
    },
    { measure: 'memory of the process, idle', unit: 'MiB', ...beside('bare node:https', 'bare', 'memory') },
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

function startFastify(dir: string): Promise<Start> {
  const command = [inRepository('bench/fastify-server.mjs'), dir, String(failSize)]
  return start(command, dir, ({ port }: { port: number }) => port)
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
