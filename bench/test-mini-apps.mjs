// What a test waits for before it can call the mock, in a fresh process: one line of JSON, everything in milliseconds.
const { connectTestServer, createTestMock, startTestServer } = await import('../dist/testing/index.js')

const rounds = Number(process.argv[2])

async function measure(server) {
  const opening = []
  const closing = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const mock = await createTestMock({ server })
    const ready = performance.now()
    await mock.close()
    opening.push(ready - began)
    closing.push(performance.now() - ready)
  }
  return { opening, closing }
}

const server = await startTestServer({ controlPort: 0 })
const inProcess = await measure(server)
const connected = connectTestServer({ controlUrl: server.controlUrl })
const overControlPort = await measure(connected)
await connected.close()
await server.close()
process.stdout.write(`${JSON.stringify({ inProcess, overControlPort })}\n`)
