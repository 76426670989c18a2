// The built mock as the command line starts it, in a process of its own whose Toss side answers questions over IPC.
// node mock-server.mjs <options as JSON> [<dist of another build>]; prints { port } when it listens.
import { answerQuestions } from './answer-questions.mjs'

const [options, dist = '../dist'] = process.argv.slice(2)
const { startMockServer } = await import(`${dist}/mock-server/index.js`)
const mock = await startMockServer({ logLevel: 'warn', ...JSON.parse(options) })

const questions = {
  cpu: () => process.cpuUsage(),
  codes: ({ count }) => Promise.all(Array.from({ length: count }, () => mock.toss.logIn())),
  journal: () => ({ ...mock.journal.counts, kept: mock.journal.entries().length }),
}
answerQuestions(questions, { port: Number(new URL(mock.baseUrl).port) })
