// The built mock as the command line starts it, in a process of its own whose Toss side answers questions over IPC.
// node mock-server.mjs <options as JSON> [<dist of another build>]; prints { port } when it listens.
import { subscribe } from 'node:diagnostics_channel'
import { answerQuestions } from './answer-questions.mjs'

const [options, dist = '../dist'] = process.argv.slice(2)
const { startMockServer } = await import(`${dist}/mock-server/index.js`)
const mock = await startMockServer({ logLevel: 'warn', ...JSON.parse(options) })

let tries

const questions = {
  // How often each call was done before it was answered, since the last time this was asked; from the first time on.
  tries() {
    if (tries === undefined) {
      subscribe('apps-in-toss-mock:call', (call) => {
        tries.calls++
        tries.all += call.tries
        tries.most = Math.max(tries.most, call.tries)
      })
    }
    const answer = tries
    tries = { calls: 0, all: 0, most: 0 }
    return answer
  },
  cpu: () => process.cpuUsage(),
  codes: ({ count }) => Promise.all(Array.from({ length: count }, () => mock.toss.logIn())),
  journal: () => ({ ...mock.journal.counts, kept: mock.journal.entries().length }),
}
answerQuestions(questions, { port: Number(new URL(mock.baseUrl).port) })
