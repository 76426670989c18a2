// The built mock with a world and a journal of some size, for the console to show.
// node console-mock.mjs <users> <entries>; prints { controlUrl } when it listens.
import { startMockServer } from '../dist/mock-server/index.js'

const [users, entries] = process.argv.slice(2).map(Number)
const options = { port: 0, controlPort: 0, logLevel: 'silent', journalSize: entries }

const seed = { miniApps: { 'my-mini-app': { users: [{}] } } }
const first = await startMockServer({ ...options, world: seed })
const world = JSON.parse(JSON.stringify(await first.exportWorld()))
await first.close()
const { entities } = world.snapshot.miniApps['my-mini-app']
const [{ entity }] = entities.user
entities.user = Array.from({ length: users }, (_, index) => {
  const userKey = 100_000_000 + index
  return { id: String(userKey), entity: { ...entity, userKey, anonKey: `anon-${userKey}` } }
})
const mock = await startMockServer({ ...options, world })
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
