// The built mock with a world and a journal of some size, for the console to show.
// node console-mock.mjs <users> <entries>; prints { controlUrl } when it listens.
import { startMockServer } from '../dist/mock-server/index.js'
import { worldOfUsers } from './world-of-users.mjs'

const [users, entries] = process.argv.slice(2).map(Number)
const options = { port: 0, controlPort: 0, logLevel: 'silent', journalSize: entries }

const mock = await startMockServer({ ...options, world: await worldOfUsers(startMockServer, users) })
for (let made = 0; made < entries; made++) {
  mock.journal.record({
    kind: 'exchange',
    miniApp: 'my-mini-app',
    connection: { id: 1, serialNumber: '01' },
    operation: 'login.loginMe',
    method: 'GET',
    path: '/api-partner/v1/apps-in-toss/user/oauth2/login-me',
    status: 200,
    resultType: 'SUCCESS',
    milliseconds: 1,
    violations: [],
    request: { headers: {}, body: 'x'.repeat(1_000) },
    response: { body: 'y'.repeat(1_000) },
  })
}
process.stdout.write(`${JSON.stringify({ controlUrl: mock.controlUrl })}\n`)
