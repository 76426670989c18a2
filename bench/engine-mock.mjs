// A built mock in a process of its own: node engine-mock.mjs <dist> <options as JSON>; prints { port } when it listens.
const [dist, options] = process.argv.slice(2)
const { startMockServer } = await import(`${dist}/mock-server/index.js`)
const mock = await startMockServer({ logLevel: 'error', autoApprove: true, ...JSON.parse(options) })

const questions = { cpu: () => process.cpuUsage(), logIn: () => mock.toss.logIn() }
process.on('message', async ({ id, question }) => process.send({ id, answer: await questions[question]() }))
process.stdout.write(`${JSON.stringify({ port: Number(new URL(mock.baseUrl).port) })}\n`)

// Whoever started this process is gone.
process.once('disconnect', () => process.exit())
