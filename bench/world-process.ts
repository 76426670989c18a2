// A world of some size in a process of its own: prints what it took to build, then answers questions over IPC.
// node --expose-gc --import tsx world-process.ts <users>
import { operationRound } from './operation-round.js'
import { populate } from './population.js'
import { createBareWorld } from './world.js'

const size = Number(process.argv[2])
const begin = performance.now()
let { world, population } = await build()
const seconds = (performance.now() - begin) / 1000
let isUsed = false

process.on('message', async ({ id, calls }: { id: number; calls: number }) => {
  // A round leaves as much behind as it calls; a small world would not stay one.
  if (isUsed && size <= 10 * calls) ({ world, population } = await build())
  isUsed = true
  process.send?.({ id, answer: await operationRound(world, population, calls) })
})
// Whoever started this process is gone.
process.once('disconnect', () => process.exit())
process.stdout.write(`${JSON.stringify({ seconds, bytes: population.bytes })}\n`)

async function build() {
  const world = createBareWorld()
  return { world, population: await populate(world, size) }
}
