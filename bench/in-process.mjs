// What a test suite waits for, in a fresh process: one line of JSON, everything in milliseconds.
const timed = async (work) => {
  const begin = performance.now()
  const result = await work()
  return { result, milliseconds: performance.now() - begin }
}

const loaded = await timed(() => import('../dist/mock-server/index.js'))
const { startMockServer } = loaded.result
const first = await timed(() => startMockServer())
const second = await timed(() => startMockServer())
const closing = await timed(() => second.result.close())

const miniApps = []
for (let index = 0; index < 30; index++) {
  const miniApp = `test-${index}`
  const { milliseconds } = await timed(async () => {
    await first.result.issueCertificate(miniApp)
    await first.result.tossSide(miniApp).logIn()
  })
  miniApps.push(milliseconds)
}
await first.result.close()
process.stdout.write(
  `${JSON.stringify({
    load: loaded.milliseconds,
    first: first.milliseconds,
    second: second.milliseconds,
    close: closing.milliseconds,
    miniApps,
  })}\n`,
)
