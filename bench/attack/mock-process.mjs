// The built mock in a process of its own, so that its memory is its own. Run with --expose-gc; talks over IPC, Anything unhandled is told, and does not end it: that is a finding, and so is an end.
import { startMockServer } from '../../dist/mock-server/index.js'
import { answerQuestions } from '../answer-questions.mjs'

const unhandled = []
process.on('unhandledRejection', (reason) => unhandled.push(String(reason?.stack ?? reason)))
process.on('uncaughtException', (error) => unhandled.push(String(error.stack ?? error)))
process.on('warning', (warning) => unhandled.push(String(warning.stack ?? warning)))

const mock = await startMockServer({ logLevel: 'debug', logFormat: 'json', proxyPort: 0, journalSize: 1_000 })
const foreign = await mock.toss.certificates.bad('unknown-authority')

const questions = {
  async users({ count }) {
    const people = Array.from({ length: count }, async () => {
      const login = await mock.toss.logIn({ profile: {} })
      const { profile } = await mock.toss.users.get(login.userKey)
      return { ...login, profile }
    })
    return Promise.all(people)
  },
  memory() {
    for (let time = 0; time < 4; time++) globalThis.gc()
    const { heapUsed, rss } = process.memoryUsage()
    const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    return { heapUsed, rss, sockets }
  },
  journal: () => JSON.stringify(mock.journal.entries()),
  unhandled: () => unhandled,
}
const { baseUrl, controlUrl, proxyUrl, clientTls, decryption } = mock
answerQuestions(questions, { baseUrl, controlUrl, proxyUrl, clientTls, decryption, foreign })
