// The built mock as the command line starts it, in a process of its own whose Toss side answers questions over IPC.
// node mock-server.mjs <certificate folder>; prints { port, decryption } when it listens.
import { startMockServer } from '../dist/mock-server/index.js'

const [dir] = process.argv.slice(2)
const mock = await startMockServer({ dir, logLevel: 'warn' })

const questions = {
  cpu: () => process.cpuUsage(),
  codes: ({ count }) => Promise.all(Array.from({ length: count }, () => mock.toss.logIn())),
  journal: () => ({ ...mock.journal.counts, kept: mock.journal.entries().length }),
}
process.on('message', async ({ id, question, ...rest }) =>
  process.send({ id, answer: await questions[question](rest) }),
)
process.stdout.write(`${JSON.stringify({ port: Number(new URL(mock.baseUrl).port) })}\n`)

// Whoever started this process is gone.
process.once('disconnect', () => process.exit())
