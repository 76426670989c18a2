import { startMockServer } from 'apps-in-toss-mock'

try {
  const mock = await startMockServer({ logLevel: 'silent' })
  await mock.close()
  console.log(JSON.stringify({ closed: true }))
} catch ({ code }) {
  console.log(JSON.stringify({ error: code }))
}
