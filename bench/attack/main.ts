import { assault, heapGrowthAllowed } from './assault.js'

// npm run attack: everything that the mock must stand, in full. Ends with 1 where it did not.
const outcome = await assault({ version: 'heavy', idle: 2_000, halfOpen: 400, slow: 200, parts: 4, calm: 3_000 })
const { requests, opened, left, before, during, after, memoryBefore, memoryMeanwhile, memoryAfter } = outcome

const line = (name: string, text: string) => process.stdout.write(`${name.padEnd(72)} ${text}\n`)
const ms = (latency: { calls: number; p50: number; p99: number }) =>
  `p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms, ${latency.calls} calls`
const mb = ({ heapMb, rssMb, sockets }: typeof memoryBefore) =>
  `heap ${heapMb.toFixed(1)} MB, RSS ${rssMb.toFixed(0)} MB, ${sockets} sockets`

for (const [name, count] of Object.entries(requests)) line(name, String(count))
line('in all', String(Object.values(requests).reduce((sum, count) => sum + count, 0)))
line('connections that are held meanwhile', JSON.stringify(opened))
line('of these not given up by the mock in the end', JSON.stringify(left))
line('seconds', outcome.seconds.toFixed(1))
line('a well-behaved client, before', ms(before))
line('during', `${ms(during)}; ratio of the medians ${(during.p50 / before.p50).toFixed(1)}`)
line('after', `${ms(after)}; ratio of the medians ${(after.p50 / before.p50).toFixed(1)}`)
line('memory before (after garbage collection)', mb(memoryBefore))
for (const [part, memory] of memoryMeanwhile.entries()) line(`after part ${part + 1}`, mb(memory))
line('memory after', mb(memoryAfter))
line('log', `${(outcome.logBytes / 2 ** 20).toFixed(1)} MB`)

const grown = memoryAfter.heapMb - memoryBefore.heapMb >= heapGrowthAllowed
const findings = [
  ...outcome.wrong.map((each) => `answered wrongly: ${each}`),
  ...outcome.unhandled.map((each) => `unhandled: ${each}`),
  ...outcome.bugs.map((each) => `a fault of the mock: ${each.slice(0, 500)}`),
  ...outcome.leaks.map((each) => `leaked: ${each}`),
  ...(outcome.crash === undefined ? [] : [`crashed: ${outcome.crash}`]),
  ...(grown ? ['memory does not return'] : []),
]
for (const finding of findings.slice(0, 20)) line('FINDING', finding)
process.exit(findings.length === 0 ? 0 : 1)
