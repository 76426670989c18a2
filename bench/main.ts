import { parseArgs } from 'node:util'
import { inRepository } from './child-process.js'
import { coldStart } from './cold-start.js'
import { inProcess } from './in-process.js'
import { type Row, table, writeResults } from './report.js'
import { startMock, withFolder } from './servers.js'
import { state } from './state.js'
import { testSuites } from './test-suites.js'
import { throughput } from './throughput.js'
import { worldSize } from './world-size.js'

const usage = `npm run bench -- [--quick] [--only <part>]

  --quick        a look in under 20 seconds; the figures are rough
  --only <part>  throughput, cold-start, in-process, test-suites, world-size or state
`

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, help: { type: 'boolean' } },
})

const effort = values.quick
  ? {
      requests: { rounds: 3, seconds: 0.25 },
      handshakes: { rounds: 3, seconds: 0.25 },
      coldStart: { first: 1, later: 3 },
      inProcess: { processes: 1 },
      testSuites: { miniApps: 50, files: 4 },
      worldSize: { large: 20_000, rounds: 3 },
      state: { rounds: 5 },
    }
  : {
      requests: { rounds: 7, seconds: 0.6 },
      handshakes: { rounds: 5, seconds: 0.6 },
      coldStart: { first: 3, later: 9 },
      inProcess: { processes: 3 },
      testSuites: { miniApps: 300, files: 100 },
      worldSize: { large: 200_000, rounds: 9 },
      state: { rounds: 25 },
    }

const parts: Record<string, (dir: string) => Promise<Row[]>> = {
  throughput: (dir) => throughput(dir, effort),
  'cold-start': (dir) => coldStart(dir, effort.coldStart),
  'in-process': () => inProcess(effort.inProcess),
  'test-suites': () => testSuites(effort.testSuites),
  'world-size': () => worldSize(effort.worldSize),
  state: () => state(effort.state),
}

if (values.help === true || (values.only !== undefined && !(values.only in parts))) {
  process.stdout.write(usage)
  process.exit(values.help === true ? 0 : 2)
}

const began = performance.now()
const tooLong = (values.quick ? 60 : 240) * 1000
setTimeout(() => {
  process.stderr.write(`given up after ${tooLong / 1000} s: something hangs, or this machine is too busy to measure\n`)
  process.exit(1)
}, tooLong).unref()

const measured = await withFolder(async (dir) => {
  // Creates the certificates that every other process finds.
  await (await startMock(dir)).end()
  const found = new Map<string, Row[]>()
  for (const [name, part] of Object.entries(parts)) {
    if (values.only !== undefined && values.only !== name) continue
    process.stderr.write(`${name} …\n`)
    found.set(name, await part(dir))
  }
  return found
})

const inWorlds = measured.get('world-size') ?? []
const withState = measured.get('state') ?? []
const againstBare = [...measured.values()].flat().filter((row) => !inWorlds.includes(row) && !withState.includes(row))
const { large } = effort.worldSize
if (againstBare.length > 0) process.stdout.write(`\n${table(againstBare, ['bare', 'mock'])}\n`)
if (inWorlds.length > 0) process.stdout.write(`\n${table(inWorlds, ['200', large.toLocaleString('en-US')])}\n`)
if (withState.length > 0) process.stdout.write(`\n${table(withState, ['in memory', 'with --state'])}\n`)

const results = inRepository('bench/results.json')
writeResults(results, [...againstBare, ...inWorlds, ...withState], { quick: values.quick, ...effort })
const seconds = ((performance.now() - began) / 1000).toFixed(0)
process.stdout.write(`\n${seconds} s; the figures behind it: ${results}\n`)
