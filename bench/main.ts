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

/** An effort with `--quick`, or the usual one. */
const quickOr = (quick: number, usual: number) => (values.quick ? quick : usual)
const inTurns = { rounds: quickOr(3, 9), seconds: quickOr(0.25, 0.6) }
const handshakes = { rounds: quickOr(3, 7), seconds: quickOr(0.25, 0.6) }
const manyUsers = quickOr(20_000, 200_000)
const start = { users: manyUsers, rounds: quickOr(2, 5) }

const parts: Record<string, (dir: string) => Promise<Row[]>> = {
  'first-user': () => firstUser({ rounds: quickOr(3, 15) }),
  'mini-app': () => miniApp({ rounds: quickOr(3, 15), calls: quickOr(50, 100), starts: quickOr(3, 15) }),
  console: () => consoleRows({ rounds: quickOr(2, 7), users: manyUsers }),
  'test-suites': () => testSuites({ miniApps: quickOr(50, 300), files: quickOr(4, 100), rounds: quickOr(1, 3) }),
  'cold-start': (dir) => coldStart(dir, { first: quickOr(1, 3), later: quickOr(3, 15) }),
  throughput: (dir) => throughput(dir, { requests: inTurns, handshakes }),
  'world-size': () => worldSize({ large: manyUsers, rounds: quickOr(3, 9) }),
  state: (dir) => state(dir, { ...inTurns, start }, values.before && resolve(values.before)),
  processes: (dir) => processes(dir, inTurns),
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
