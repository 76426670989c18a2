import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hasBrowser } from './chromium.js'
import { coldStart } from './cold-start.js'
import { consoleRows } from './console.js'
import { firstUser, hasPeers } from './first-user.js'
import { miniApp } from './mini-app/rows.js'
import { processes } from './processes.js'
import { type Part, type Row, table } from './report.js'
import { keepResults } from './results.js'
import { startMock, withFolder } from './servers.js'
import { state } from './state.js'
import { testSuites } from './test-suites.js'
import { throughput } from './throughput.js'
import { worldSize } from './world-size.js'

const usage = `npm run bench -- [--quick] [--only <part>] [--keep] [--before <dist>]

  --quick        a look in under a minute; the figures are rough
  --only <part>  first-user, mini-app, console, test-suites, cold-start, throughput, world-size,
                 state or processes
  --before       the dist folder of another build: the part state measures beside its memory
  --keep         puts the figures into bench/results.json, which docs/performance.md is made from (npm run docs)

npm run peers installs MSW and mockttp, which some rows are measured beside.
`

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    before: { type: 'string' },
    help: { type: 'boolean' },
  },
})

const effort = values.quick
  ? {
      firstUser: { rounds: 3 },
      miniApp: { rounds: 3, calls: 50, starts: 3 },
      console: { rounds: 2, users: 20_000 },
      testSuites: { miniApps: 50, files: 4, rounds: 1 },
      requests: { rounds: 3, seconds: 0.25 },
      handshakes: { rounds: 3, seconds: 0.25 },
      coldStart: { first: 1, later: 3 },
      worldSize: { large: 20_000, rounds: 3 },
      state: { rounds: 3, seconds: 0.25, start: { users: 20_000, rounds: 2 } },
      processes: { rounds: 3, seconds: 0.25 },
    }
  : {
      firstUser: { rounds: 15 },
      miniApp: { rounds: 15, calls: 100, starts: 15 },
      console: { rounds: 7, users: 200_000 },
      testSuites: { miniApps: 300, files: 100, rounds: 7 },
      requests: { rounds: 9, seconds: 0.6 },
      handshakes: { rounds: 7, seconds: 0.6 },
      coldStart: { first: 3, later: 15 },
      worldSize: { large: 200_000, rounds: 9 },
      state: { rounds: 9, seconds: 0.6, start: { users: 200_000, rounds: 5 } },
      processes: { rounds: 9, seconds: 0.6 },
    }

const parts: Record<string, (dir: string) => Promise<Row[]>> = {
  'first-user': () => firstUser(effort.firstUser),
  'mini-app': () => miniApp(effort.miniApp),
  console: () => consoleRows(effort.console),
  'test-suites': () => testSuites(effort.testSuites),
  'cold-start': (dir) => coldStart(dir, effort.coldStart),
  throughput: (dir) => throughput(dir, effort),
  'world-size': () => worldSize(effort.worldSize),
  state: (dir) => state(dir, effort.state, values.before && resolve(values.before)),
  processes: (dir) => processes(dir, effort.processes),
}

if (values.help === true || (values.only !== undefined && !(values.only in parts))) {
  process.stdout.write(usage)
  process.exit(values.help === true ? 0 : 2)
}
if (values.keep && values.quick) {
  process.stderr.write('--keep is for figures that are worth it, and those of --quick are rough\n')
  process.exit(2)
}
if (!hasBrowser)
  process.stderr.write(
    'Vite, the SDK or Chromium is missing, and mini-app and console left out: npm run public-tools\n',
  )
if (!hasPeers) process.stderr.write('MSW and mockttp are not installed, and left out: npm run peers\n')

const began = performance.now()
const measured: Part[] = []
await withFolder(async (dir) => {
  // Creates the certificates that every other process finds.
  await (await startMock(dir)).end()
  for (const [name, part] of Object.entries(parts)) {
    if (values.only !== undefined && values.only !== name) continue
    process.stderr.write(`${name} …\n`)
    const rows = await part(dir)
    measured.push({ name, rows })
    process.stdout.write(`\n${table(rows)}\n`)
  }
})
if (values.keep) keepResults(measured, Object.keys(parts))
process.stdout.write(`\n${((performance.now() - began) / 1000).toFixed(0)} s\n`)
