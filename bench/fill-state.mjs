// Fills a new state file with users, and says so in a line of JSON.
// node fill-state.mjs <state file> <users> <dist>
import { worldOfUsers } from './world-of-users.mjs'

const [stateFile, users, dist] = process.argv.slice(2)
const { startMockServer } = await import(`${dist}/mock-server/index.js`)
const world = await worldOfUsers(startMockServer, Number(users))
const mock = await startMockServer({ logLevel: 'error', stateFile, world })
await mock.close()
process.stdout.write(`${JSON.stringify({ users })}\n`)
