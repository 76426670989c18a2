// The built mock in a process of its own, which tells over IPC what serving a body cost it.
// node --expose-gc large-bodies.mjs; prints { baseUrl, clientTls, userKey } when it listens.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startMockServer } from '../dist/mock-server/index.js'
import { answerQuestions } from './answer-questions.mjs'

const mock = await startMockServer({ controlPort: false })
const { userKey } = await mock.toss.logIn()
const delay = monitorEventLoopDelay({ resolution: 1 })
let cpu = process.cpuUsage()

const questions = {
  begin() {
    globalThis.gc?.()
    delay.enable()
    delay.reset()
    cpu = process.cpuUsage()
    return { peak: process.resourceUsage().maxRSS / 1024 }
  },
  end() {
    const { user, system } = process.cpuUsage(cpu)
    return { cpu: (user + system) / 1000, blocked: delay.max / 1e6, peak: process.resourceUsage().maxRSS / 1024 }
  },
}
answerQuestions(questions, { baseUrl: mock.baseUrl, clientTls: mock.clientTls, userKey })
