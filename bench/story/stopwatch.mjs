// Tells what the steps of a program took, as one line of JSON: wall and CPU milliseconds, and the memory it ends with, in MiB.
const began = performance.now()
const cpuBegan = process.cpuUsage()
const steps = {}

/** Runs a step and remembers what it took. */
export async function step(name, work) {
  const before = performance.now()
  const result = await work()
  note(name, performance.now() - before)
  return result
}

/** Remembers what something took that was measured otherwise. */
export function note(name, milliseconds) {
  steps[name] = milliseconds
}

/** Says that the story is over. */
export function tell() {
  const milliseconds = performance.now() - began
  const { user, system } = process.cpuUsage(cpuBegan)
  const memory = process.memoryUsage().rss / 2 ** 20
  process.stdout.write(`${JSON.stringify({ milliseconds, cpu: (user + system) / 1000, memory, steps })}\n`)
}
